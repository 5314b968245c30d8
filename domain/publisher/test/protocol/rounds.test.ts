// SPDX-License-Identifier: Apache-2.0
// How often a publication waits for GitHub, and what for: what does not depend on an answer is asked
// side by side, and nothing that has to come after something is asked before it.
import { describe, expect, it } from 'vitest';
import { PublisherStory, type SampleKind } from '../story/publisher-story.ts';
import { roundsOf } from '../story/rounds.ts';

const rounds: { readonly [kind in SampleKind]: readonly (readonly string[])[] } = {
  tag_repo: [
    ['open'],
    ['commit', 'ref', 'repository', 'rulesets', 'tagObject'],
    ['createTagObject'],
    ['createRef'],
    ['ref'],
  ],
  publish_release: [
    ['open'],
    ['actorId', 'commit', 'ref', 'releaseByTag', 'releases', 'repository', 'rulesets'],
    ['createRelease', 'tagObject'],
    ['createTagObject', 'uploadAsset', 'uploadAsset'],
    ['assets', 'release', 'repository'],
    ['createRef'],
    ['ref', 'release', 'releaseByTag'],
    ['updateRelease'],
    ['assets', 'ref', 'release', 'release', 'releases', 'repository'],
  ],
  release_on_tag: [
    ['open'],
    ['actorId', 'commit', 'ref', 'releaseByTag', 'releases', 'repository', 'tagObject'],
    ['createRelease'],
    ['uploadAsset', 'uploadAsset'],
    ['assets', 'release', 'repository'],
    ['ref', 'release', 'releaseByTag'],
    ['updateRelease'],
    ['assets', 'ref', 'release', 'release', 'releases', 'repository'],
  ],
  open_pr: [
    ['open'],
    ['commit', 'commit', 'ref', 'ref', 'repository', 'rulesets'],
    ['createBlob', 'tree'],
    ['createTree'],
    ['createCommit'],
    ['ref', 'ref', 'repository'],
    ['createRef'],
    ['actorId', 'pullRequests'],
    ['createPullRequest'],
    ['pullRequest', 'pullRequestFiles'],
  ],
};

describe('rounds of calls to GitHub', () => {
  it.each(['tag_repo', 'publish_release', 'release_on_tag', 'open_pr'] as const)(
    'a %s waits for GitHub only where an answer is needed',
    async (kind) => {
      expect(await roundsOf(new PublisherStory(kind))).toEqual(rounds[kind]);
    },
  );
});
