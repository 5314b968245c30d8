// SPDX-License-Identifier: Apache-2.0
// Goal: rows of the catalogue of GitHub's failures in which a last look, or one more try, decides: each of
// these fails where that look or that try is left out.
import { samplePublishRelease } from '@marketops/testkit';
import { describe, expect, it } from 'vitest';
import type { PublisherStory } from '../story/publisher-story.ts';
import { meanwhile, onCall, refusedWith, tell } from '../story/tell.ts';

const { assets, tag } = samplePublishRelease();

/** The upload that GitHub answered with a failure ends well after all. */
function finish({ github: { state } }: PublisherStory): void {
  for (const draft of state.drafts) {
    for (const [index, held] of draft.assets.entries()) {
      const approved = assets.find(({ name }) => name === held.name);
      if (approved === undefined || held.state === 'uploaded') continue;
      const digest = `sha256:${approved.sha256}`;
      draft.assets[index] = { ...held, state: 'uploaded', size: approved.size, digest };
    }
  }
}

describe('6: an unfinished file of ours', () => {
  it('that was finished by the time it was to be removed stays', async () => {
    const told = await tell('publish_release', {
      before: (story) => meanwhile(story, 'asset', () => finish(story)),
      script: (story) => {
        const failure = { status: 502 };
        const fault = onCall('uploadAsset', { kind: 'answer', applied: false, failure });
        return (call) => {
          const met = fault(call);
          const [draft] = story.github.state.drafts;
          const file = { name: call.about, mediaType: 'text/plain', bytes: null };
          if (met !== null && draft !== undefined) story.github.state.addAsset(draft, file);
          return met;
        };
      },
    });
    expect([told.ending, told.result]).toEqual(['success', 'one right result']);
    expect(told.sent).not.toContain('deleteAsset');
  });
});

describe('18: no commits between head and base', () => {
  it('right after the branch was made is tried again', async () => {
    const message = 'No commits between main and marketops/docs-1.2.0';
    const told = await tell('open_pr', {
      script: () => onCall('createPullRequest', refusedWith(message)),
    });
    expect([told.ending, told.result]).toEqual(['success', 'one right result']);
    expect(told.sent.filter((name) => name === 'createPullRequest')).toHaveLength(2);
  });
});

describe('40: a tag between two looks', () => {
  it('that is moved while the release is published leaves people to look', async () => {
    const told = await tell('publish_release', {
      before: (story) =>
        meanwhile(story, 'updateRelease', () => {
          story.github.state.refs.set(`refs/tags/${tag.name}`, tag.targetCommit);
        }),
    });
    expect(told.ending).toBe('outcome_unknown operation.tampered github.tag_conflict');
    expect(told.story.github.state.published).toHaveLength(1);
  });
});
