// SPDX-License-Identifier: Apache-2.0
// Tags, branches and paths are names that git and GitHub keep as they are.
import {
  parseBranchName,
  parseTagName,
  parseTreePath,
  refusal,
  visibleText,
  type Parsed,
  type ReasonCode,
} from '@marketops/core';
import { draftSubject, type OperationDraft } from '../draft/operation-draft.ts';
import type { CheckContext } from './check-context.ts';
import { objection, type CheckOutcome } from './objection.ts';

interface NamedThing {
  readonly what: string;
  readonly parsed: Parsed<string>;
  readonly code: ReasonCode;
}

/** Objects to names that git refuses or that could be taken for others. */
export function checkNames({ selection }: CheckContext): CheckOutcome {
  const objections = selection.drafts.flatMap((draft) =>
    namesOf(draft).flatMap(({ what, parsed, code }) => {
      if (parsed.ok) return [];
      const { expected, found } = parsed.problem;
      const subject = `${draftSubject(draft)}, ${what}`;
      const why = refusal(code, { subject, expected, found: visibleText(found) });
      return [objection('names', [draft.name], why)];
    }),
  );
  return {
    check: 'names',
    configured: true,
    expected: 'names that git and GitHub keep unchanged',
    found: 'such names',
    objections,
  };
}

function namesOf(draft: OperationDraft): readonly NamedThing[] {
  const code = 'project.name_invalid';
  if (draft.kind !== 'open_pr') {
    return [{ what: 'tag', parsed: parseTagName(draft.tagName), code }];
  }
  const branches: NamedThing[] = [
    { what: 'base', parsed: parseBranchName(draft.base), code },
    { what: 'branch', parsed: differentBranch(draft.branch, draft.base), code },
  ];
  const paths = draft.changes.map(({ path }): NamedThing => {
    return { what: 'path', parsed: parseTreePath(path), code: 'project.path_invalid' };
  });
  return [...branches, ...paths];
}

function differentBranch(branch: string, base: string): Parsed<string> {
  if (branch !== base) return parseBranchName(branch);
  return {
    ok: false,
    problem: { path: '', expected: 'another branch than the base', found: base },
  };
}
