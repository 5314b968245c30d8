// SPDX-License-Identifier: Apache-2.0
// `open_pr`: the commit is finished before any ref points at it, one branch is created there, one
// pull request is opened from it, and head, base and files are read back.
import {
  refusal,
  type BranchName,
  type GitHubCommit,
  type GitHubPullRequest,
  type GitObjectId,
  type OpenPrOperation,
  type WrittenFile,
} from '@marketops/core';
import { absent, type Observation } from '../protocol/observation.ts';
import type { Pass } from '../protocol/pass.ts';
import { runStep } from '../protocol/run-step.ts';
import { bothDone, runTogether } from '../protocol/run-together.ts';
import type { Step } from '../protocol/step.ts';
import { done, type Ended } from '../protocol/stop.ts';
import { lastAttempt, mayHaveEffect, stepStanding } from '../protocol/step-standing.ts';
import { verify } from '../protocol/verify.ts';
import { begin } from '../steps/begin.ts';
import { blobStep, isMade, observeBytes, treeStep } from '../steps/commit-objects.ts';
import { commitStep } from '../steps/commit-step.ts';
import { observePrecondition } from '../steps/preconditions.ts';
import { observePullRequestFiles } from '../steps/pull-request-files.ts';
import { observePullRequest, pullRequestStep } from '../steps/pull-request-step.ts';
import { refStep, type ApprovedRef } from '../steps/ref-step.ts';
import { removeBranchStep } from '../steps/remove-branch-step.ts';
import { observeRepository } from '../steps/repository-check.ts';
import { stepName } from '../steps/step-names.ts';
import { Survey } from '../steps/survey.ts';
import type { Finished } from './finished.ts';
import { branchOfGeneration, generationsMax, isMadeByUs } from './head-branch.ts';

/** Carries an `open_pr` out, as far as it can be carried now. */
export async function carryOutOpenPr(
  pass: Pass,
  operation: OpenPrOperation,
): Promise<Ended<Finished>> {
  const step = commitStep(pass, operation);
  const [stopped, seen] = await Promise.all([begin(pass, new Survey(pass.github)), step.observe()]);
  if (stopped !== null) return stopped;
  const commit = await makeCommit(pass, operation, { step, seen });
  if (commit.kind !== 'done') return commit;
  const { oid } = commit.value;
  for (let generation = 1; generation <= generationsMax; generation += 1) {
    const branch = branchOfGeneration(operation.head.branch, generation);
    if (branch === null) break;
    const opened = await openFrom(pass, operation, { branch, oid });
    if (opened.kind === 'done' && opened.value !== null) {
      return readBack(pass, operation, { branch, pull: opened.value, commit: commit.value });
    }
    if (opened.kind !== 'done') return opened;
  }
  const details = {
    subject: operation.head.branch,
    expected: `${generationsMax} branches at most`,
  };
  const tooMany = refusal('github.not_visible', { ...details, found: 'no pull request from any' });
  return { kind: 'abandon', refusals: [tooMany] };
}

interface CommitAsSeen {
  readonly step: Step<GitHubCommit>;
  readonly seen: Observation<GitHubCommit>;
}

/** Makes blobs, tree and commit; where the commit is there already, only what it holds is compared. */
async function makeCommit(
  pass: Pass,
  operation: OpenPrOperation,
  { step, seen }: CommitAsSeen,
): Promise<Ended<GitHubCommit>> {
  const treeToMake = treeStep(pass, operation);
  if (seen.kind !== 'absent') {
    if (seen.kind !== 'as_approved' || isMade(pass)) return runStep(pass, step, seen);
    const bytes = await compareBytes(pass, operation);
    if (bytes.kind !== 'done') return bytes;
    const held = await runStep(pass, treeToMake);
    return held.kind === 'done' ? runStep(pass, step, seen) : held;
  }
  const lookForTree = async (): Promise<Ended<Observation<GitObjectId>>> =>
    done(await treeToMake.observe());
  const beside = await bothDone(makeBlobs(pass, operation), lookForTree());
  if (beside.kind !== 'done') return beside;
  // An attempt in doubt is judged by a look of its own time.
  const begun = pass.journal.entriesOf(treeToMake.name).length > 0;
  const tree = await runStep(pass, treeToMake, begun ? null : beside.value[1]);
  return tree.kind === 'done' ? runStep(pass, step, seen) : tree;
}

function compareBytes(pass: Pass, operation: OpenPrOperation): Promise<Ended<unknown>> {
  return runTogether(writtenFiles(operation), 1, async (file) =>
    verify(pass, 'content', await observeBytes(pass, file)),
  );
}

function writtenFiles({ files }: OpenPrOperation): readonly WrittenFile[] {
  return files.flatMap((file) => (file.change === 'write' ? [file] : []));
}

function makeBlobs(pass: Pass, operation: OpenPrOperation): Promise<Ended<unknown>> {
  return runTogether(writtenFiles(operation), pass.options.uploadsInFlightMax, (file) => {
    const blob = blobStep(pass, file);
    const begun = pass.journal.entriesOf(blob.name).length > 0;
    return pass.limits.uploads.run(() => runStep(pass, blob, begun ? null : absent));
  });
}

interface Head {
  readonly branch: BranchName;
  readonly oid: GitObjectId;
}

/** Opens the pull request from one branch; null where that branch had to be fenced off. */
async function openFrom(
  pass: Pass,
  operation: OpenPrOperation,
  head: Head,
): Promise<Ended<GitHubPullRequest | null>> {
  const pullRequest = pullRequestStep(pass, operation, head);
  const removal = removeBranchStep(pass, head);
  if (pass.journal.entriesOf(removal.name).length > 0) return fence(pass, operation, head);
  const begun = pass.journal.entriesOf(pullRequest.name).length > 0;
  const seen = begun ? await pullRequest.observe() : null;
  if (seen === null || seen.kind === 'absent') {
    const placed = await placeBranch(pass, operation, head);
    if (placed.kind !== 'done') return placed;
  }
  // A branch of somebody else is not taken away; from one branch GitHub opens one pull request at most.
  const fenced = isMadeByUs(pass.journal, head.branch);
  const opened = await runStep(pass, { ...pullRequest, fenced }, seen);
  return opened.kind === 'fence' ? fence(pass, operation, head) : opened;
}

/**
 * Takes the branch of an attempt in doubt away, so that whatever is still on its way finds nothing
 * to open a pull request from; unless the pull request came after all.
 */
async function fence(
  pass: Pass,
  operation: OpenPrOperation,
  head: Head,
): Promise<Ended<GitHubPullRequest | null>> {
  const pullRequest = pullRequestStep(pass, operation, head);
  const removal = removeBranchStep(pass, head);
  const seen = await pullRequest.observe();
  if (seen.kind !== 'absent' && !closedByRemoval(pass, head, seen)) {
    return runStep(pass, pullRequest, seen);
  }
  const removed = await runStep(pass, removal);
  if (removed.kind === 'wait') return removed;
  if (removed.kind !== 'done') {
    // What is in the way can be ours: it can have come while its branch was about to go.
    const late = await pullRequest.observe();
    const theirs =
      late.kind !== 'unreadable' && (late.kind !== 'as_approved' || late.value.state !== 'open');
    return theirs ? removed : runStep(pass, pullRequest, late);
  }
  const entries = pass.journal.entriesOf(pullRequest.name);
  if (mayHaveEffect(entries, pass.clock.now(), pass.options)) {
    const note = 'its branch was taken away';
    const attempt = lastAttempt(entries);
    await pass.journal.note({ step: pullRequest.name, event: 'refused', attempt, note });
  }
  return done(null);
}

/**
 * Whether a pull request of ours is closed as GitHub closes those of a branch that is taken away. One
 * that was seen open, that was merged, or whose branch we never asked to be removed was ended by people.
 */
function closedByRemoval(
  { journal, clock, options }: Pass,
  { branch }: Head,
  seen: Observation<GitHubPullRequest>,
): boolean {
  if (seen.kind !== 'as_approved' || seen.value.state === 'open' || seen.value.merged) return false;
  const adopted = journal.handlesOf(stepName('pull_request', branch)).length > 0;
  const removal = journal.entriesOf(stepName('remove_branch', branch));
  return !adopted && mayHaveEffect(removal, clock.now(), options);
}

/** Creates the branch; repository and base are looked at once more before each attempt. */
async function placeBranch(
  pass: Pass,
  operation: OpenPrOperation,
  { branch, oid }: Head,
): Promise<Ended<unknown>> {
  const approved: ApprovedRef = {
    step: stepName('head_ref', branch),
    ref: `refs/heads/${branch}`,
    oid,
    conflict: 'github.branch_exists',
  };
  const placing = refStep(pass, approved);
  const entries = pass.journal.entriesOf(approved.step);
  const standing = stepStanding(entries, pass.clock.now(), pass.options);
  if (standing.kind !== 'ready') return runStep(pass, placing);
  const { base } = operation;
  const unmoved = { kind: 'branch_at', branch: base.branch, commit: base.commit } as const;
  const [repository, baseSeen, headSeen] = await Promise.all([
    observeRepository(pass),
    observePrecondition(new Survey(pass.github), operation, unmoved),
    placing.observe(),
  ]);
  // An attempt that was refused or ruled out can have made it after all; it was looked at before that.
  if (standing.attempt > 1 && headSeen.kind !== 'absent') return runStep(pass, placing, headSeen);
  const same = verify(pass, 'repository', repository);
  if (same.kind !== 'done') return same;
  const still = verify(pass, 'base', baseSeen);
  if (still.kind !== 'done') return still;
  return runStep(pass, placing, headSeen);
}

interface Opened {
  readonly branch: BranchName;
  readonly pull: GitHubPullRequest;
  readonly commit: GitHubCommit;
}

async function readBack(
  pass: Pass,
  operation: OpenPrOperation,
  { branch, pull, commit }: Opened,
): Promise<Ended<Finished>> {
  const { number } = pull;
  const [seen, files] = await Promise.all([
    observePullRequest(pass, operation, { branch, oid: commit.oid }),
    observePullRequestFiles(pass, operation, number),
  ]);
  const shown = verify(pass, 'read_back', seen);
  if (shown.kind !== 'done') return shown;
  const shownFiles = verify(pass, 'read_back', files);
  if (shownFiles.kind !== 'done') return shownFiles;
  return done({
    result: { kind: 'open_pr', number, branch, headOid: commit.oid, url: shown.value.htmlUrl },
    objectIds: [commit.oid, commit.treeOid],
    leftBehind: [],
  });
}
