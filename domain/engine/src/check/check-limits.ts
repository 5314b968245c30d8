// SPDX-License-Identifier: Apache-2.0
// A pull request stays within what GitHub takes and people can review.
import { LIMITS, refusal, type Refusal } from '@marketops/core';
import { draftSubject, type PullRequestDraft } from '../draft/operation-draft.ts';
import type { CheckContext } from './check-context.ts';
import { objection, type CheckOutcome } from './objection.ts';

/** Objects to pull requests over a limit. */
export function checkLimits({ selection }: CheckContext): CheckOutcome {
  const pullRequests = selection.drafts.filter((draft) => draft.kind === 'open_pr');
  return {
    check: 'limits',
    configured: pullRequests.length > 0,
    expected: `at most ${LIMITS.pullRequestFilesMax} files of ${LIMITS.pullRequestFileBytesMax} bytes`,
    found: 'within the limits',
    objections: pullRequests.flatMap((draft) =>
      overLimit(draft).map((why) => objection('limits', [draft.name], why)),
    ),
  };
}

function overLimit(draft: PullRequestDraft): readonly Refusal[] {
  const { changes } = draft;
  if (changes.length <= LIMITS.pullRequestFilesMax) return [];
  const expected = `at most ${LIMITS.pullRequestFilesMax} files`;
  const details = { expected, found: `${changes.length} files` };
  return [refusal('plan.too_large', { subject: draftSubject(draft), ...details })];
}
