// SPDX-License-Identifier: Apache-2.0
// What somebody else can do to a pull request, to its branch and to its base.
import type { OpenPrOperation } from '@marketops/core';
import type { PublisherStory } from '../story/publisher-story.ts';
import { knowOtherCommit, makeRef, moveRef, theirAccount, type Acts } from './acts.ts';

/** What somebody else can do to a pull request. */
export const actsOnPullRequests: Acts = {
  'our branch is made first, as approved': (story) =>
    withPr(
      story,
      ({ head, commit }) =>
        commit.oid !== null && makeRef(story, `refs/heads/${head.branch}`, commit.oid),
    ),
  'our branch is made first, elsewhere': (story) =>
    withPr(story, ({ head }) =>
      makeRef(story, `refs/heads/${head.branch}`, knowOtherCommit(story)),
    ),
  'our branch is pushed to': (story) =>
    withPr(story, ({ head }) => moveRef(story, `refs/heads/${head.branch}`)),
  'our branch is removed': (story) =>
    withPr(story, ({ head }) => {
      endPull(story, head.branch);
      return story.github.state.refs.delete(`refs/heads/${head.branch}`);
    }),
  'the base is moved': (story) => moveRef(story, 'refs/heads/main'),
  'our pull request is closed': (story) => withPr(story, ({ head }) => endPull(story, head.branch)),
  'our pull request is renamed': (story) => {
    const { pulls, actorId } = story.github.state;
    const pull = [...pulls.values()].find(({ authorId }) => authorId === actorId);
    if (pull !== undefined) pulls.set(pull.number, { ...pull, title: 'A better title' });
    return pull !== undefined;
  },
  'a pull request is opened from our branch': (story) =>
    withPr(story, (operation) => openTheirPull(story, operation)),
};

function withPr(
  { operation }: PublisherStory,
  act: (operation: OpenPrOperation) => boolean,
): boolean {
  return operation.kind === 'open_pr' && act(operation);
}

function endPull({ github: { state } }: PublisherStory, branch: string): boolean {
  const open = [...state.pulls.values()].find(
    (pull) => pull.headRef === branch && pull.state === 'open',
  );
  if (open !== undefined) state.pulls.set(open.number, { ...open, state: 'closed' });
  return open !== undefined;
}

function openTheirPull(
  { github: { state } }: PublisherStory,
  { head, base }: OpenPrOperation,
): boolean {
  const headOid = state.refs.get(`refs/heads/${head.branch}`);
  const taken = [...state.pulls.values()].some(
    (pull) => pull.headRef === head.branch && pull.state === 'open',
  );
  if (headOid === undefined || taken) return false;
  const number = state.nextId();
  state.pulls.set(number, {
    number,
    headOid,
    state: 'open',
    merged: false,
    title: 'Theirs',
    body: 'Theirs',
    draft: false,
    headRef: head.branch,
    headRepositoryId: state.repository.repositoryId,
    baseRef: base.branch,
    baseOid: base.commit,
    authorId: theirAccount,
    htmlUrl: '',
  });
  return true;
}
