// SPDX-License-Identifier: Apache-2.0
// Judges what a scripted GitHub holds after a story: exactly one right result, nothing at all, or
// what is wrong with it.
import {
  operationMarker,
  type OpenPrOperation,
  type PublishReleaseOperation,
} from '@marketops/core';
import type { ScriptedGitHub } from '@marketops/testkit';
import type { PublisherStory } from './publisher-story.ts';

/** What of GitHub's state a result is judged by. */
export type JudgedState = Pick<
  ScriptedGitHub['state'],
  'refs' | 'published' | 'drafts' | 'pulls' | 'commits'
>;

/** What a story left on GitHub; `state` is what of it is judged. */
export function rightResult(
  { operation, github }: Pick<PublisherStory, 'operation' | 'github'>,
  state: JudgedState = github.state,
): string {
  switch (operation.kind) {
    case 'tag_repo':
      return tagResult(state, operation.tag);
    case 'publish_release':
      return releaseResult(state, operation);
    case 'open_pr':
      return pullRequestResult(state, operation);
  }
}

/** Whether nothing of the operation is left that anybody could see, or that is in the way. */
export function nothingLeft(story: PublisherStory): boolean {
  const { state } = story.github;
  const { operation } = story;
  const refs = [...state.refs.keys()].filter((ref) => ref !== 'refs/heads/main');
  const tagWasThere = operation.kind === 'publish_release' && operation.tag.mustExist;
  return (
    state.releases.size === 0 &&
    refs.length === (tagWasThere ? 1 : 0) &&
    [...state.pulls.values()].every((pull) => pull.state !== 'open')
  );
}

function tagResult(
  { refs }: JudgedState,
  tag: Pick<PublishReleaseOperation['tag'], 'name' | 'oid' | 'targetCommit'>,
): string {
  const held = refs.get(`refs/tags/${tag.name}`);
  if (held === undefined) return 'no tag';
  return held === tag.oid ? 'one right result' : 'wrong tag';
}

function releaseResult(state: JudgedState, operation: PublishReleaseOperation): string {
  const tag = tagResult(state, operation.tag);
  if (tag !== 'one right result') return tag;
  const [release, ...more] = state.published;
  if (release === undefined) return 'no release';
  if (more.length > 0) return 'two releases';
  if (state.drafts.length > 0) return 'an orphan draft';
  const texts = [release.tagName, release.name, release.body];
  const approved = [operation.tag.name, operation.name, operation.body];
  if (texts.join('\0') !== approved.join('\0')) return 'wrong texts';
  const shown = release.assets.map(({ name, digest, state: s }) => `${name} ${digest} ${s}`);
  const expected = operation.assets.map(({ name, sha256 }) => `${name} sha256:${sha256} uploaded`);
  return shown.toSorted().join('\n') === expected.toSorted().join('\n')
    ? 'one right result'
    : 'wrong assets';
}

function pullRequestResult(state: JudgedState, operation: OpenPrOperation): string {
  const marker = operationMarker(operation.operationId);
  const ours = [...state.pulls.values()].filter(({ body }) => body?.endsWith(marker));
  const [pull, ...more] = ours;
  if (pull === undefined) return 'no pull request';
  if (more.length > 0) return 'two pull requests';
  if (pull.state !== 'open') return 'a closed pull request';
  const commit = state.commits.get(pull.headOid);
  if (commit?.treeOid !== operation.commit.tree) return 'wrong tree';
  if (operation.commit.oid !== null && pull.headOid !== operation.commit.oid) return 'wrong head';
  const branches = [...state.refs.keys()].filter((ref) => ref !== 'refs/heads/main');
  if (branches.join() !== `refs/heads/${pull.headRef}`) return 'an orphan branch';
  return pull.title === operation.title && pull.body === operation.body
    ? 'one right result'
    : 'wrong texts';
}
