// SPDX-License-Identifier: Apache-2.0
// The branches of a pull request's attempts: the approved name, and after a fence the same name with
// `-2`, then `-3`.
import { parseBranchName, type BranchName } from '@marketops/core';
import type { OperationJournal } from '../protocol/operation-journal.ts';
import { stepName } from '../steps/step-names.ts';

/** Branches that one operation makes at most. */
export const generationsMax = 20;

/** The branch of attempt `generation`, from 1; null where its name would be too long. */
export function branchOfGeneration(approved: BranchName, generation: number): BranchName | null {
  if (generation === 1) return approved;
  const parsed = parseBranchName(`${approved}-${generation}`);
  return parsed.ok ? parsed.value : null;
}

/** Every branch that may still exist because of this operation's attempts. */
export function attemptedBranches(
  journal: OperationJournal,
  approved: BranchName,
): readonly BranchName[] {
  return Array.from({ length: generationsMax }, (_, index) =>
    branchOfGeneration(approved, index + 1),
  ).flatMap((branch) => (branch !== null && mayStand(journal, branch) ? [branch] : []));
}

/**
 * Whether an attempt of ours made the branch. GitHub keeps no author of a branch, so that one at the
 * approved commit after an attempt in doubt is taken for ours; not one that kept ours from being made.
 */
export function isMadeByUs(journal: OperationJournal, branch: BranchName): boolean {
  const entries = journal.entriesOf(stepName('head_ref', branch));
  const wasRefused = (tried: number): boolean =>
    entries.some(
      ({ attempt, event }) => attempt === tried && (event === 'refused' || event === 'not_sent'),
    );
  return entries.some(
    ({ event, attempt }) => event === 'answered' || (event === 'observed' && !wasRefused(attempt)),
  );
}

function mayStand(journal: OperationJournal, branch: BranchName): boolean {
  const attempted = journal.entriesOf(stepName('head_ref', branch)).length > 0;
  return attempted && journal.handlesOf(stepName('remove_branch', branch)).length === 0;
}
