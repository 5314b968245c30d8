// SPDX-License-Identifier: Apache-2.0
// Goal: a pull request that stayed in doubt and comes at the last moment, while its branch is about to
// be taken away, is the one that was approved: it is kept, whatever people do with it, and no second
// one is opened.
import type { ScriptedFault } from '@marketops/testkit';
import { describe, expect, it } from 'vitest';
import { PublisherStory } from '../story/publisher-story.ts';
import { meanwhile, onCall, tell, type Told } from '../story/tell.ts';

const lost: ScriptedFault = { kind: 'lost', applied: false };
const silent: ScriptedFault = { kind: 'answer', applied: false, failure: { status: 503 } };

/** The looks at the branch's pull requests before the fence: two at first, and one after each wait. */
const looksBeforeFence = 4;

/** The request whose answer was lost takes effect after all. */
function pullRequestComes({ github: { state }, operation }: PublisherStory): void {
  if (operation.kind !== 'open_pr') throw new TypeError('not a pull request');
  const { title, body, base, head, commit } = operation;
  if (commit.oid === null) throw new TypeError('not a commit of our own');
  state.pulls.set(7, {
    number: 7,
    state: 'open',
    merged: false,
    title,
    body,
    draft: operation.draft,
    headRef: head.branch,
    headOid: commit.oid,
    headRepositoryId: state.repository.repositoryId,
    baseRef: base.branch,
    baseOid: base.commit,
    authorId: state.actorId,
    htmlUrl: 'https://github.example/acme/lantern/pull/7',
  });
}

/** People close it, or merge it. */
function pullRequestEnds({ github: { state } }: PublisherStory, merged: boolean): void {
  const pull = state.pulls.get(7);
  if (pull !== undefined) state.pulls.set(7, { ...pull, state: 'closed', merged });
}

function standing({ outcome, sent, story }: Told): unknown {
  return {
    status: outcome.status,
    pulls: [...story.github.state.pulls.keys()],
    removed: sent.includes('deleteBranch'),
  };
}

const kept = { status: 'success', pulls: [7], removed: false };

describe('a pull request in doubt that comes', () => {
  it.each([
    ['before the branch is looked at', looksBeforeFence + 2],
    ['before the branch is removed', looksBeforeFence + 3],
  ])('%s is the approved one', async (_name, nth) => {
    const told = await tell('open_pr', {
      before: (story) => meanwhile(story, 'pullRequests', () => pullRequestComes(story), nth),
      script: () => onCall('createPullRequest', lost),
    });
    expect(told.ending).toBe('success');
    expect(standing(told)).toEqual(kept);
  });

  it('and is closed by people before its branch is touched stays the only one', async () => {
    const told = await tell('open_pr', {
      before: (story) =>
        meanwhile(
          story,
          'pullRequests',
          () => {
            pullRequestComes(story);
            pullRequestEnds(story, false);
          },
          looksBeforeFence + 1,
        ),
      script: () => onCall('createPullRequest', lost),
    });
    expect(standing(told)).toEqual(kept);
  });

  it.each([
    ['closed', false],
    ['merged', true],
  ])('and is %s by people while it is read back stays the only one', async (_name, merged) => {
    const told = await tell('open_pr', {
      before: (story) =>
        meanwhile(story, 'pullRequests', () => pullRequestComes(story), looksBeforeFence + 3),
      script: (story) => {
        const firstLost = onCall('createPullRequest', lost);
        const unread = onCall('pullRequestFiles', silent, [1, 2, 3]);
        return (call) => {
          const fault = firstLost(call) ?? unread(call);
          if (call.name === 'pullRequestFiles') pullRequestEnds(story, merged);
          return fault;
        };
      },
    });
    expect(standing(told)).toEqual(kept);
  });
});
