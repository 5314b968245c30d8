// SPDX-License-Identifier: Apache-2.0
// What somebody else's acts are made of: an account of his own, another commit, and refs that he makes
// and moves.
import { commitId, treeId, type GitObjectId } from '@marketops/core';
import { sampleCommit, sampleCommitOid } from '@marketops/testkit';
import type { PublisherStory } from '../story/publisher-story.ts';

/** Does something; false where there is nothing to do it to. */
type Act = (story: PublisherStory) => boolean;
/** What somebody else can do, by name. */
export type Acts = Readonly<Record<string, Act>>;

/** Somebody else's account. */
export const theirAccount = 8;

/** A commit that nobody approved. */
export const otherCommit: GitObjectId = commitId({
  tree: treeId([]),
  parents: [sampleCommitOid],
  message: 'Something else\n',
  author: sampleCommit.author,
  committer: sampleCommit.author,
});

/** Lets GitHub hold that commit. */
export function knowOtherCommit({ github: { state } }: PublisherStory): GitObjectId {
  const { oid, treeOid } = { oid: otherCommit, treeOid: treeId([]) };
  state.commits.set(oid, {
    oid,
    treeOid,
    parentOids: [sampleCommitOid],
    message: 'Something else\n',
  });
  return oid;
}

/** Makes a ref; false where it is there. */
export function makeRef(
  { github: { state } }: PublisherStory,
  ref: string,
  oid: GitObjectId,
): boolean {
  if (state.refs.has(ref)) return false;
  state.refs.set(ref, oid);
  return true;
}

/** Moves a ref, and with it the pull requests from it; false where it is not there. */
export function moveRef(story: PublisherStory, ref: string): boolean {
  const { state } = story.github;
  if (!state.refs.has(ref)) return false;
  state.refs.set(ref, knowOtherCommit(story));
  for (const [number, pull] of state.pulls) {
    if (`refs/heads/${pull.headRef}` !== ref || pull.state !== 'open') continue;
    state.pulls.set(number, { ...pull, headOid: otherCommit });
  }
  return true;
}
