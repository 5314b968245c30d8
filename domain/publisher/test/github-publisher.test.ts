// SPDX-License-Identifier: Apache-2.0
// Goal: without faults each operation ends in success, with exactly what was approved on GitHub and
// every attempt in the log before its effect.
import { describe, expect, it } from 'vitest';
import { PublisherStory, sampleKinds } from './story/publisher-story.ts';
import { rightResult } from './story/right-result.ts';

describe('a fault-free publication', () => {
  it.each(sampleKinds)('%s ends in success with exactly what was approved', async (kind) => {
    const story = new PublisherStory(kind);
    const outcome = await story.publish();
    expect(outcome.refusals).toEqual([]);
    expect(outcome.status).toBe('success');
    expect(outcome.checks.checks).toHaveLength(16);
    expect(rightResult(story)).toBe('one right result');
    expect(story.elapsedMs).toBe(0);
  });

  it.each(sampleKinds)('%s logs every attempt before its effect', async (kind) => {
    const story = new PublisherStory(kind);
    story.github.beforeCall = ({ nature }) => {
      if (nature !== 'write') return;
      const attempts = story.events.filter((event) => event === 'operation.attempted').length;
      expect(attempts).toBeGreaterThan(story.github.writes.length);
    };
    const outcome = await story.publish();
    const { events } = story;
    expect(events[0]).toBe('operation.admitted');
    expect(events.at(-1)).toBe('operation.settled');
    expect(outcome.logIndex).toBe(events.length - 1);
    expect(events.filter((event) => event === 'operation.attempted')).toHaveLength(
      story.github.writes.length,
    );
  });
});
