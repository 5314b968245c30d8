// SPDX-License-Identifier: Apache-2.0
// Goal: never more at once than there are lanes, every item once, results in the order of the items.
import { describe, expect, it } from 'vitest';
import { inLanes } from '../../run/in-lanes.ts';

describe('inLanes', () => {
  it('does all of it, a few at a time, in order', async () => {
    let running = 0;
    let most = 0;
    const items = Array.from({ length: 20 }, (_, index) => index);
    const doubled = await inLanes(items, 3, async (item) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, (20 - item) % 5));
      running -= 1;
      return item * 2;
    });
    expect(doubled).toEqual(items.map((item) => item * 2));
    expect(most).toBe(3);
  });

  it('fails where one of them fails', async () => {
    const failing = inLanes([1, 2], 2, (item) =>
      item === 2 ? Promise.reject(new Error('two')) : Promise.resolve(item),
    );
    await expect(failing).rejects.toThrow('two');
  });
});
