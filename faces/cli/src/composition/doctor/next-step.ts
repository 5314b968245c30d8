// SPDX-License-Identifier: Apache-2.0
// What to do about a finding. Elsewhere much of this leads to the doctor, who looks closer; the doctor
// has looked, and names the step itself.
import type { ReasonCode } from '@marketops/core';
import type { NextNames } from '../../face/command-result.ts';
import { explain, fillIn } from '../../face/report-refusals.ts';
import { shellWord } from '../../face/shell-word.ts';
import type { Finding } from './finding.ts';

const toDoctor = 'marketops doctor';
const readingToken = 'export MARKETOPS_GITHUB_READ_TOKEN_FILE=FILE';
const app = 'export MARKETOPS_GITHUB_APP_ID=ID MARKETOPS_GITHUB_APP_KEY_FILE=FILE';

const lookedAt: ReadonlySet<ReasonCode> = new Set(['usage.file_unreadable', 'store.read_only']);

const steps: ReadonlyMap<ReasonCode, string> = new Map([
  ['credential.could_write', readingToken],
  ['github.permission_missing', app],
  ['github.unreachable', 'curl -I API'],
  ['github.redirect_refused', 'curl -I API'],
  ['repository.missing', readingToken],
  ['repository.unreadable', readingToken],
]);

/** The next command for a finding; null where nothing is wrong. `names` fills in its capitals. */
export function nextStep({ check, refusal }: Finding, names: NextNames): string | null {
  if (refusal === null) return null;
  // Such a file is looked at first; how a command is called has nothing to do with it.
  if (lookedAt.has(refusal.code)) return `ls -ld ${shellWord(refusal.subject)}`;
  const { next } = explain(refusal, names);
  if (next !== toDoctor) return next;
  const byCheck = check === 'publishing' ? app : readingToken;
  const step = refusal.code === 'github.credential_refused' ? byCheck : steps.get(refusal.code);
  return fillIn(step ?? 'marketops status', names);
}
