// SPDX-License-Identifier: Apache-2.0
// Clears away what an operation that was given up has left unpublished: drafts by their numeric ids,
// branches of its attempts. What is public stays, and what somebody else made public of ours ends the
// operation in an unknown outcome. What may still arrive is waited for first.
import {
  parseGitObjectId,
  refusal,
  type BranchName,
  type GitObjectId,
  type OpenPrOperation,
  type Operation,
  type PublishReleaseOperation,
  type Refusal,
} from '@marketops/core';
import { absent, asApproved } from '../protocol/observation.ts';
import { waitFor, type Pass } from '../protocol/pass.ts';
import { runStep } from '../protocol/run-step.ts';
import type { Step } from '../protocol/step.ts';
import { done, type Ended } from '../protocol/stop.ts';
import { findOwnReleases } from '../steps/own-releases.ts';
import { verify } from '../protocol/verify.ts';
import { refStep } from '../steps/ref-step.ts';
import { removeBranchStep } from '../steps/remove-branch-step.ts';
import { publishedByOthers } from '../steps/release-judgement.ts';
import { removeDraftStep } from '../steps/remove-draft-step.ts';
import { observeRepository } from '../steps/repository-check.ts';
import { stepName } from '../steps/step-names.ts';
import { attemptedBranches, isMadeByUs } from './head-branch.ts';
import { isPublic, leftBehind, leftovers } from './left-behind.ts';

/**
 * Clears away what is not public; gives what had to be left behind. Unknown only where something of
 * ours is public, and not by us.
 */
export async function clearAway(
  pass: Pass,
  operation: Operation,
): Promise<Ended<readonly Refusal[]>> {
  if (!mayStand(pass, operation)) return done([]);
  const place = await observeRepository(pass);
  const there = verify(pass, 'repository', place);
  if (there.kind === 'wait') return there;
  if (there.kind !== 'done') return done([leftBehind('what it made', there)]);
  switch (operation.kind) {
    case 'tag_repo':
      return done([]);
    case 'publish_release':
      return clearDrafts(pass, operation);
    case 'open_pr':
      return clearBranches(pass, operation);
  }
}

/**
 * Whether anything was begun that could have to be removed. Then the repository has to be the approved
 * one, and has to let us push: in another nothing is ours, and who may not push is shown no drafts,
 * which proves nothing.
 */
function mayStand({ journal }: Pass, operation: Operation): boolean {
  switch (operation.kind) {
    case 'tag_repo':
      return false;
    case 'publish_release':
      return journal.entriesOf(stepName('draft')).length > 0;
    case 'open_pr':
      return attemptedBranches(journal, operation.head.branch).length > 0;
  }
}

async function clearDrafts(
  pass: Pass,
  operation: PublishReleaseOperation,
): Promise<Ended<readonly Refusal[]>> {
  // A request can be delivered twice, and the list shows a second draft only after a while.
  const made = pass.journal.confirmation(stepName('draft'));
  const leftMs = made === null ? 0 : pass.options.lagMs - pass.journal.ageMs(made);
  if (leftMs > 0) return waitFor(pass, stepName('draft'), { ms: leftMs, cause: 'lag' });
  const found = await runStep({ ...pass, purpose: 'look' }, draftSearch(pass, operation));
  if (found.kind === 'wait') return found;
  if (found.kind === 'unknown') {
    // A draft that GitHub confirmed, and that neither its id nor the list finds any more, is gone.
    if (found.refusals.some(({ code }) => code === 'github.not_visible')) return done([]);
    return isPublic(found) ? found : done([leftBehind('a draft', found)]);
  }
  if (found.kind !== 'done') return done([]);
  return leftovers(found.value, async (releaseId) => {
    const removed = await runStep(pass, removeDraftStep(pass, releaseId));
    return { subject: `draft ${releaseId}`, removed };
  });
}

/** The draft's own step, which here only looks: its journal says what may still arrive. */
function draftSearch(pass: Pass, operation: PublishReleaseOperation): Step<readonly number[]> {
  return {
    name: stepName('draft'),
    observe: async () => {
      const own = await findOwnReleases(pass, operation, 'all');
      if (own.kind === 'unreadable') return own;
      const published = own.value.find(({ draft }) => !draft);
      if (published !== undefined) return publishedByOthers(published.releaseId);
      const drafts = own.value.map(({ releaseId }) => releaseId);
      return drafts.length === 0 ? absent : asApproved(drafts, String(drafts[0]));
    },
    apply: () => Promise.reject(new TypeError('a search for drafts sends nothing')),
  };
}

async function clearBranches(
  pass: Pass,
  operation: OpenPrOperation,
): Promise<Ended<readonly Refusal[]>> {
  const branches = attemptedBranches(pass.journal, operation.head.branch);
  return leftovers(branches, async (branch) => ({
    subject: `branch ${branch}`,
    removed: await clearBranch(pass, operation, branch),
  }));
}

async function clearBranch(
  pass: Pass,
  operation: OpenPrOperation,
  branch: BranchName,
): Promise<Ended<null>> {
  const given = parseGitObjectId(pass.journal.handlesOf(stepName('commit')).at(-1) ?? '');
  const oid = operation.commit.oid ?? (given.ok ? given.value : null);
  if (oid === null) return done(null);
  const looking: Pass = { ...pass, purpose: 'look' };
  const approved = {
    step: stepName('head_ref', branch),
    ref: `refs/heads/${branch}`,
    oid,
    conflict: 'github.branch_exists' as const,
  };
  const found = await runStep(looking, refStep(looking, approved));
  const ours = isMadeByUs(pass.journal, branch);
  if (found.kind === 'done') {
    return ours ? runStep(pass, removeBranchStep(pass, { branch, oid })) : notOurs(branch, oid);
  }
  if (found.kind !== 'abandon') return found;
  const pushedTo = ours && found.refusals[0].code === approved.conflict;
  return pushedTo ? found : done(null);
}

/** It stands where ours was to stand, and not because of us: whoever made it may remove it. */
function notOurs(branch: BranchName, oid: GitObjectId): Ended<never> {
  const found = `one of somebody else at ${oid}`;
  const details = { subject: branch, expected: 'a branch of ours', found };
  return { kind: 'abandon', refusals: [refusal('github.branch_exists', details)] };
}
