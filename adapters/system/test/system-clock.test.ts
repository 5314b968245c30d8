// SPDX-License-Identifier: Apache-2.0
// Goal: time only goes forward, sleep is never short, and randomness comes as asked.
import { instantToMs } from '@marketops/core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { SystemClock } from '../src/system-clock.ts';
import { SystemEntropy } from '../src/system-entropy.ts';

afterEach(() => vi.useRealTimers());

describe('SystemClock', () => {
  it('tells the time of the machine', () => {
    const before = Date.now();
    const told = instantToMs(new SystemClock().now());
    expect(told).toBeGreaterThanOrEqual(before);
    expect(told).toBeLessThanOrEqual(Date.now());
  });

  it('never goes back and never stands still, even if the machine does', () => {
    vi.useFakeTimers({ toFake: ['Date', 'performance'], now: Date.UTC(2026, 4, 1) });
    const clock = new SystemClock();
    const toldMs = instantToMs(clock.now());
    vi.setSystemTime(Date.UTC(2026, 3, 30));
    expect(instantToMs(clock.now())).toBe(toldMs);
    vi.advanceTimersByTime(90_000);
    expect(instantToMs(clock.now())).toBe(toldMs + 90_000);
    vi.setSystemTime(Date.UTC(2026, 4, 2));
    expect(clock.now()).toBe('2026-05-02T00:00:00.000Z');
  });

  it('sleeps at least as long as asked', async () => {
    const clock = new SystemClock();
    for (const ms of [0, 1, 5, 20]) {
      const before = performance.now();
      await clock.sleep(ms);
      expect(performance.now() - before).toBeGreaterThanOrEqual(ms);
    }
  });

  it('sleeps longer than one timer of Node can', async () => {
    vi.useFakeTimers({ toFake: ['performance', 'setTimeout'] });
    const fortyDaysMs = 40 * 86_400_000;
    let awake = false;
    const sleeping = new SystemClock().sleep(fortyDaysMs).then(() => {
      awake = true;
      return awake;
    });
    await vi.advanceTimersByTimeAsync(fortyDaysMs - 1);
    expect(awake).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await sleeping).toBe(true);
  });

  it('takes no time for a negative one', async () => {
    await expect(new SystemClock().sleep(-1)).resolves.toBeUndefined();
  });
});

describe('SystemEntropy', () => {
  it('draws as many bytes as asked, and never the same', () => {
    const entropy = new SystemEntropy();
    expect(entropy.bytes(0)).toHaveLength(0);
    expect(entropy.bytes(32)).toHaveLength(32);
    expect(entropy.bytes(32)).not.toEqual(entropy.bytes(32));
  });
});
