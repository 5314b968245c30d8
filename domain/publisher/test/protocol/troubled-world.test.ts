// SPDX-License-Identifier: Apache-2.0
// Goal: with several processes on one store, suspended and killed, under clocks that are set, with others
// who act at any moment, lists that lag, limits and a store that fails, every law of writes and ends holds
// at every moment, and an operation comes to a definite end soon after trouble has ended.
import { describe, expect, it } from 'vitest';
import { sampleKinds } from '../story/publisher-story.ts';
import { tellWorld } from '../world/tell-world.ts';

/** Worlds of each kind; more are told by raising this. */
const seeds = 150;

describe.each(sampleKinds)('%s', (kind) => {
  it(`keeps every law in ${seeds} worlds`, async () => {
    const wrong: string[] = [];
    for (let seed = 1; seed <= seeds; seed += 1) {
      const end = await tellWorld(kind, seed);
      // What happened in a world is only shown where a law was broken in it.
      if (end.wrong.length > 0) wrong.push([`seed ${seed}`, ...end.wrong, ...end.told].join('\n'));
    }
    expect(wrong).toEqual([]);
  });

  it('is the same world whenever it is told', async () => {
    const [once, again] = [await tellWorld(kind, 7), await tellWorld(kind, 7)];
    expect(once.told.length).toBeGreaterThan(2);
    expect(again).toEqual(once);
  });
});

describe('the worlds together', () => {
  it('end in every way that an operation can', async () => {
    const ends = new Set<string>();
    for (let seed = 1; seed <= seeds; seed += 1) {
      ends.add((await tellWorld('publish_release', seed)).status);
    }
    expect([...ends].toSorted()).toEqual(['failed', 'not admitted', 'outcome_unknown', 'success']);
  });
});
