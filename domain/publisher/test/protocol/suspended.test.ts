// SPDX-License-Identifier: Apache-2.0
// Goal: a process that sleeps between announcing a write and sending it does not send it afterwards.
import type { PublisherStore } from '@marketops/publisher';
import { describe, expect, it } from 'vitest';
import { PublisherStory } from '../story/publisher-story.ts';

const hourMs = 3_600_000;

describe('a process suspended after it announced a write', () => {
  it('sends that write once in all, under a new lease', async () => {
    const story = new PublisherStory('tag_repo');
    let announced = 0;
    const sleepy: PublisherStore = {
      transaction: async (work) => {
        const before = story.events.filter((event) => event === 'operation.attempted').length;
        const answer = await story.store.transaction(work);
        const after = story.events.filter((event) => event === 'operation.attempted').length;
        if (after > before) {
          announced += 1;
          if (announced === 1) story.clock.advance(hourMs);
        }
        return answer;
      },
    };
    const outcome = await story.publish(story.publisher('sleepy', sleepy));
    expect(outcome.status).toBe('success');
    expect(announced).toBeGreaterThan(1);
    const sent = story.github.calls.filter((call) =>
      JSON.stringify(call).includes('createTagObject'),
    );
    expect(sent).toHaveLength(1);
  });
});
