// SPDX-License-Identifier: Apache-2.0
// Asks a policy about every case of a file. A case that is decided otherwise than meant fails.
import { join } from 'node:path';
import { EXIT_CODES, reasonEntry, refusal } from '@marketops/core';
import { readGivenFile } from '../act/given-file.ts';
import { casesOf } from '../composition/policy-cases.ts';
import { refuse, type CommandResult } from '../face/command-result.ts';
import { explainAll, explanationLine } from '../face/report-refusals.ts';
import { requireFolder } from './show-policy.ts';

/** Tests the policy in a folder; the cases are `cases.json` beside it unless named. */
export async function testPolicy(
  folder: string,
  casesFile: string | undefined,
): Promise<CommandResult> {
  requireFolder(folder);
  const file = casesFile ?? join(folder, 'cases.json');
  const results = await casesOf(folder, await readGivenFile(file));
  if (!results.ok) {
    const { path, expected, found } = results.problem;
    return refuse(refusal('usage.invalid', { subject: `${file}${path}`, expected, found }));
  }
  const failed = results.value.flatMap((result) =>
    result.refusal === null ? [] : [result.refusal],
  );
  const [first] = failed;
  const reasons = explainAll(failed);
  return {
    exit: first === undefined ? EXIT_CODES.done : reasonEntry(first.code).exit,
    json: {
      file,
      cases: results.value.map(({ name, refusal: refused }) => ({
        name,
        passed: refused === null,
      })),
      refusals: reasons,
    },
    lines: [
      ...results.value.map(
        ({ name, refusal: refused }) => `${refused === null ? 'passed' : 'FAILED'}  ${name}`,
      ),
      ...reasons.map((reason) => `  ${explanationLine(reason)}`),
      `${results.value.length - failed.length} of ${results.value.length} cases are decided as meant`,
    ],
    next: first === undefined ? null : 'marketops policy lint',
  };
}
