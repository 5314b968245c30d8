// SPDX-License-Identifier: Apache-2.0
// Goal: a process that slept judges nothing by what it saw before, and sends nothing because of it: it
// looks again first.
import { sampleNow } from '@marketops/testkit';
import { instantToMs } from '@marketops/core';
import { describe, expect, it } from 'vitest';
import type { PublisherStore } from '@marketops/publisher';
import { PublisherStory } from '../story/publisher-story.ts';
import { rightResult } from '../story/right-result.ts';

const hourMs = 3_600_000;

describe('a process that slept', () => {
  it('after a look that lagged does not take that for a lasting absence', async () => {
    const story = new PublisherStory('tag_repo');
    let slept = false;
    story.github.lagMs = (name) => (name === 'ref' ? 9_000 : 0);
    story.github.onTheWay = async ({ name }) => {
      if (slept || name !== 'ref' || story.github.state.refs.size === 1) return;
      slept = true;
      story.clock.advance(200_000);
    };
    const outcome = await story.publish();
    expect([slept, outcome.status, rightResult(story)]).toEqual([
      true,
      'success',
      'one right result',
    ]);
  });

  it('between its last look at the draft and the announcement looks again', async () => {
    const story = new PublisherStory('publish_release');
    let woke = false;
    const sleepy: PublisherStore = {
      transaction: async (work) => {
        const answer = await story.store.transaction(work);
        const { writes } = story.github;
        if (!woke && writes.some(({ name }) => name === 'createRef')) {
          woke = true;
          story.clock.advance(hourMs);
          story.github.state.drafts[0]?.assets.pop();
        }
        return answer;
      },
    };
    const outcome = await story.publish(story.publisher('sleepy', sleepy));
    expect([woke, outcome.status]).toEqual([true, 'outcome_unknown']);
    expect(story.github.state.published).toEqual([]);
  });

  it('and whose clock has gone back meanwhile sends nothing under a lease that others may take', async () => {
    const story = new PublisherStory('tag_repo');
    let announced = 0;
    const sleepy: PublisherStore = {
      transaction: async (work) => {
        const before = story.events.length;
        const answer = await story.store.transaction(work);
        if (story.events.slice(before).includes('operation.attempted')) {
          announced += 1;
          if (announced === 1) story.clock.advance(-hourMs);
        }
        return answer;
      },
    };
    const outcome = await story.publish(story.publisher('sleepy', sleepy));
    expect([outcome.status, announced]).toEqual(['success', 3]);
    const made = story.github.writes.filter(({ name }) => name === 'createTagObject');
    expect(made.map(({ atMs }) => atMs - instantToMs(sampleNow) + hourMs)).toEqual([130_000]);
  });

  it('after its last look before the publication looks again', async () => {
    const story = new PublisherStory('publish_release');
    let slept = false;
    story.github.onTheWay = async ({ name }) => {
      const isTagged = story.github.writes.some((write) => write.name === 'createRef');
      if (slept || !isTagged || name !== 'releaseByTag') return;
      slept = true;
      story.clock.advance(hourMs);
      story.github.state.drafts[0]?.assets.pop();
    };
    const outcome = await story.publish();
    expect([slept, outcome.status]).toEqual([true, 'outcome_unknown']);
    expect(story.github.state.published).toEqual([]);
  });
});

describe('a process that is slow', () => {
  it('and moves all the same keeps its lease over all looks', async () => {
    const story = new PublisherStory('open_pr');
    const callsMax = 200;
    const answerMs = 13_000;
    story.github.beforeCall = ({ nature, index }) => {
      if (index > callsMax) throw new Error('it looks again and again');
      if (nature === 'read') story.clock.advance(answerMs);
    };
    const outcome = await story.publish();
    expect([outcome.status, rightResult(story)]).toEqual(['success', 'one right result']);
  });
});
