// SPDX-License-Identifier: Apache-2.0
// The pull request. One of ours on this branch is adopted; GitHub lets one branch have one open pull
// request, and an attempt that stays in doubt is fenced by taking its branch away.
import {
  refusal,
  type BranchName,
  type GitHubPullRequest,
  type GitObjectId,
  type OpenPrOperation,
} from '@marketops/core';
import {
  absent,
  asApproved,
  conflicting,
  wronglyPublic,
  type Observation,
  type Reading,
} from '../protocol/observation.ts';
import type { Pass } from '../protocol/pass.ts';
import { appliedOf, type Step } from '../protocol/step.ts';
import { authorsOf, isOwn, noteOfActor } from './ownership.ts';
import { readList } from './read-list.ts';
import { stepName } from './step-names.ts';

/** What the pull request is opened from. */
export interface PullRequestHead {
  readonly branch: BranchName;
  readonly oid: GitObjectId;
}

/** Opens the pull request from a branch of ours. */
export function pullRequestStep(
  pass: Pass,
  operation: OpenPrOperation,
  head: PullRequestHead,
): Step<GitHubPullRequest> {
  return {
    name: stepName('pull_request', head.branch),
    note: () => noteOfActor(pass),
    observe: () => observePullRequest(pass, operation, head),
    apply: async () => {
      const { title, body, base, draft, maintainerCanModify } = operation;
      const reply = await pass.github.write((writer) =>
        writer.createPullRequest({
          title,
          body,
          head: head.branch,
          base: base.branch,
          draft,
          maintainerCanModify,
        }),
      );
      return appliedOf(reply, (value) => ({
        handle: String(value.number),
        shows: judgeOurs(operation, head, value),
      }));
    },
  };
}

/** Looks for our pull request: by its number, or by marker and author among those of its branch. */
export async function observePullRequest(
  pass: Pass,
  operation: OpenPrOperation,
  head: PullRequestHead,
): Promise<Observation<GitHubPullRequest>> {
  const handle = pass.journal.handlesOf(stepName('pull_request', head.branch)).at(-1);
  if (handle !== undefined) {
    const known = await pass.github.read(`pull request ${handle}`, (reader) =>
      reader.pullRequest(Number(handle)),
    );
    if (known.kind === 'unreadable') return known;
    if (known.value !== null) return judgeOurs(operation, head, known.value);
  }
  const [listed, actor] = await Promise.all([
    listPullRequests(pass, head.branch),
    pass.github.actorId(),
  ]);
  if (listed.kind === 'unreadable') return listed;
  if (actor.kind === 'unreadable') return actor;
  const authors = authorsOf(pass, stepName('pull_request', head.branch), actor.value);
  const ours = listed.value.find((candidate) => isOwn(operation, candidate, authors));
  if (ours !== undefined) return judgeOurs(operation, head, ours);
  const other = listed.value.find(({ state }) => state === 'open');
  if (other === undefined) return absent;
  const found = `#${other.number}`;
  const details = { subject: head.branch, expected: 'no open pull request of others', found };
  return conflicting(refusal('github.pull_request_exists', details));
}

/** Every pull request from a branch of this repository, open or closed. */
export async function listPullRequests(
  pass: Pass,
  branch: BranchName,
): Promise<Reading<readonly GitHubPullRequest[]>> {
  const { repositoryId } = pass.admitted.operation.repository;
  const listed = await readList(pass, `pull requests of ${branch}`, (reader, page) =>
    reader.pullRequests(branch, page),
  );
  if (listed.kind === 'unreadable') return listed;
  const value = listed.value.filter(
    ({ headRef, headRepositoryId }) =>
      headRef === branch && (headRepositoryId === null || headRepositoryId === repositoryId),
  );
  return { kind: 'read', value };
}

function judgeOurs(
  operation: OpenPrOperation,
  head: PullRequestHead,
  shown: GitHubPullRequest,
): Observation<GitHubPullRequest> {
  const comparisons: readonly (readonly [string, string, string])[] = [
    ['head', `${head.branch} at ${head.oid}`, `${shown.headRef} at ${shown.headOid}`],
    ['base', operation.base.branch, shown.baseRef],
    ['title', operation.title, shown.title],
    ['draft state', String(operation.draft), String(shown.draft)],
    ['text', operation.body, shown.body ?? ''],
  ];
  const different = comparisons.find(([, approved, found]) => approved !== found);
  if (different === undefined) return asApproved(shown, String(shown.number));
  const [what, expected, found] = different;
  const subject = `${what} of pull request #${shown.number}`;
  const details = what === 'text' ? { expected: 'the approved text', found: 'another' } : {};
  const differs = refusal('github.pull_request_differs', { subject, expected, found, ...details });
  return wronglyPublic(differs, 'operation.content_differs');
}
