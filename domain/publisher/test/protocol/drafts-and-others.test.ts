// SPDX-License-Identifier: Apache-2.0
// Goal: a draft that others changed, published or copied is neither shipped, nor removed once it is
// public, nor taken for ours.
import { utf8Encode } from '@marketops/core';
import { type ScriptedFault } from '@marketops/testkit';
import { describe, expect, it } from 'vitest';
import { PublisherStory } from '../story/publisher-story.ts';
import { rightResult } from '../story/right-result.ts';
import { meanwhile, onCall, tell } from '../story/tell.ts';
import { changeDraft, copiedDraft } from '../story/drafts-of-others.ts';

describe('the draft', () => {
  it('edited by somebody else is removed and not published', async () => {
    const told = await tell('publish_release', {
      before: (story) =>
        meanwhile(story, 'release', () => changeDraft(story, { body: 'Buy my lamps' })),
    });
    expect([told.ending, told.clean]).toEqual(['failed github.draft_changed', true]);
  });

  it('edited after the tag is public is published as approved, every field sent again', async () => {
    const told = await tell('publish_release', {
      before: (story) =>
        meanwhile(story, 'updateRelease', () => changeDraft(story, { body: 'Buy my lamps' })),
    });
    expect([told.ending, told.result]).toEqual(['success', 'one right result']);
  });

  it('edited while the publisher was dead, the tag public already, is published as approved', async () => {
    const story = new PublisherStory('publish_release');
    let killed = false;
    story.github.afterCall = ({ name }) => {
      killed ||= name === 'createRef';
      if (killed) throw new Error('killed');
    };
    await story.publish();
    story.github.afterCall = () => {};
    changeDraft(story, { body: 'Buy my lamps' });
    const [outcome] = await story.publisher('second').resume();
    expect([outcome?.status, rightResult(story)]).toEqual(['success', 'one right result']);
  });

  it('published by somebody else is left to people and not deleted', async () => {
    const told = await tell('publish_release', {
      before: (story) => meanwhile(story, 'release', () => changeDraft(story, { draft: false })),
    });
    expect(told.ending).toBe('outcome_unknown operation.tampered github.draft_changed');
    expect(told.sent).not.toContain('deleteRelease');
    expect(told.story.github.state.published).toHaveLength(1);
  });

  it('with a foreign file is removed and not published', async () => {
    const file = { name: 'malware.exe', mediaType: 'text/plain', bytes: utf8Encode('!') };
    const told = await tell('publish_release', {
      before: (story) =>
        meanwhile(story, 'release', () => {
          for (const draft of story.github.state.drafts) story.github.state.addAsset(draft, file);
        }),
    });
    expect([told.ending, told.clean]).toEqual(['failed github.draft_changed', true]);
  });

  it('removed by somebody else is not made again', async () => {
    const told = await tell('publish_release', {
      before: (story) => meanwhile(story, 'release', () => story.github.state.releases.clear()),
    });
    expect([told.ending, told.clean]).toEqual(['failed github.not_visible', true]);
    expect(told.sent.filter((name) => name === 'createRelease')).toHaveLength(1);
  });
});

describe('what is not ours', () => {
  it('is not adopted for a copied marker', async () => {
    const told = await tell('publish_release', {
      before: (story) => {
        story.github.state.releases.set(7, copiedDraft(7));
      },
    });
    expect(told.ending).toBe('success');
    const { state } = told.story.github;
    expect(state.published.map(({ authorId }) => authorId)).toEqual([state.actorId]);
    expect(state.drafts.map(({ releaseId }) => releaseId)).toEqual([7]);
  });

  it('is not removed for a copied marker where GitHub does not say who acts', async () => {
    const told = await tell('publish_release', {
      before: (story) => {
        const { state } = story.github;
        state.actorShown = false;
        meanwhile(story, 'updateRelease', () => state.releases.set(9_007, copiedDraft(9_007)));
      },
    });
    expect(told.ending).toBe('success');
    expect(told.story.github.state.drafts.map(({ releaseId }) => releaseId)).toEqual([9_007]);
  });

  it('is not removed if it was published while the removal waited for its turn', async () => {
    let publishedWhileWaiting = 0;
    const told = await tell('publish_release', {
      before: (story) => {
        const { github, clock } = story;
        github.state.digestShown = () => null;
        let last = '';
        github.afterCall = ({ name }) => (last = name);
        const sleep = clock.sleep.bind(clock);
        clock.sleep = async (ms) => {
          const uploaded = github.writes.some(({ name }) => name === 'uploadAsset');
          if (last === 'release' && uploaded) {
            changeDraft(story, { draft: false });
            publishedWhileWaiting += 1;
          }
          await sleep(ms);
        };
      },
      options: { contentWritesBurst: 1, contentSpacingMs: 1_000, lagMs: 0 },
    });
    expect(publishedWhileWaiting).toBeGreaterThan(0);
    expect(told.ending).toBe(
      'outcome_unknown operation.tampered github.draft_changed github.asset_digest_missing',
    );
    expect(told.sent).not.toContain('deleteRelease');
    expect(told.story.github.state.published).toHaveLength(1);
  });

  it('or was made public before it could be cleared up leaves people to look', async () => {
    const told = await tell('publish_release', {
      before: (story) => {
        story.github.state.digestShown = () => null;
        story.github.afterCall = ({ name }) => {
          if (name === 'uploadAsset') changeDraft(story, { draft: false });
        };
      },
    });
    expect(told.ending).toMatch(/^outcome_unknown operation\.tampered github\.draft_changed/);
    expect(told.sent).not.toContain('deleteRelease');
  });

  it('or was made public is told whatever else went wrong beside it', async () => {
    const forbidden: ScriptedFault = {
      kind: 'answer',
      applied: false,
      failure: { status: 403, message: 'Resource not accessible by integration' },
    };
    const told = await tell('publish_release', {
      before: (story) =>
        meanwhile(story, 'uploadAsset', () => changeDraft(story, { draft: false }), 2),
      script: () => onCall('createTagObject', forbidden, null),
    });
    expect(told.ending).toMatch(/^outcome_unknown operation\.tampered/);
    expect(told.story.github.state.published).toHaveLength(1);
  });

  it('or was made public since is not removed when clearing up', async () => {
    const told = await tell('publish_release', {
      before: (story) => {
        story.github.state.digestShown = () => null;
        meanwhile(story, 'release', () => changeDraft(story, { draft: false }), 2);
      },
    });
    expect(told.ending).toBe(
      'outcome_unknown operation.tampered github.draft_changed github.asset_digest_missing',
    );
    expect(told.sent).not.toContain('deleteRelease');
    expect(told.story.github.state.published).toHaveLength(1);
  });
});
