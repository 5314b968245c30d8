// SPDX-License-Identifier: Apache-2.0
// Goal: whatever clock or header wrote down what is known of the limits, nobody waits for it longer
// than the bound, and the bound does not move on with every look.
import { instantFromMs, instantToMs, type Instant } from '@marketops/core';
import {
  PUBLISHER_OPTIONS_DEFAULT,
  RateLimitManager,
  type RateLimitState,
} from '@marketops/publisher';
import { ManualClock, MemoryPublisherStore, sampleNow } from '@marketops/testkit';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stateAsOf } from '../../src/limits/state-as-of.ts';

const scope = 'github.example/1001';
const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const nowMs = instantToMs(sampleNow);
const { limitWaitMaxMs } = PUBLISHER_OPTIONS_DEFAULT;
const nothingKnown: RateLimitState = {
  blockedUntil: null,
  cause: null,
  strikes: 0,
  writtenAtMs: [],
};
const noHeaders = { limit: 60, remaining: null, resetAtSeconds: null, retryAfterSeconds: null };

function after(ms: number): Instant {
  return instantFromMs(nowMs + ms);
}

/** A manager over a store that knows `state`. */
async function knowing(state: Partial<RateLimitState> = {}) {
  const clock = new ManualClock(sampleNow);
  const store = new MemoryPublisherStore(clock);
  await store.transaction((tx) => tx.saveRateLimitState(scope, { ...nothingKnown, ...state }));
  const limits = new RateLimitManager(store, clock, PUBLISHER_OPTIONS_DEFAULT);
  const permitted = () => store.transaction((tx) => limits.permitWrite(tx, scope));
  const stored = () => store.transaction((tx) => tx.rateLimitState(scope));
  return { clock, limits, permitted, stored };
}

function writesAt(count: number, ms: number): Partial<RateLimitState> {
  return { writtenAtMs: Array.from({ length: count }, () => nowMs + ms) };
}

describe('writes that a clock dated ahead', () => {
  it.each([
    [60, minuteMs],
    [400, hourMs],
  ])('%i of them are waited for once, as if they were made now', async (count, waitMs) => {
    const { clock, permitted } = await knowing(writesAt(count, 10 * 365 * dayMs));
    expect((await permitted())?.until).toBe(after(waitMs));
    clock.advance(minuteMs / 2);
    expect((await permitted())?.until).toBe(after(waitMs));
    clock.advance(waitMs - minuteMs / 2);
    expect(await permitted()).toBeNull();
  });

  it('are laid down as made now by whoever looks first', async () => {
    const { limits, stored } = await knowing(writesAt(3, dayMs));
    await limits.refresh(scope);
    expect(await stored()).toEqual({ ...nothingKnown, ...writesAt(3, 0) });
  });
});

describe('a block', () => {
  it('that a clock dated ahead ends after the bound, and the bound stays where it is', async () => {
    const { clock, limits, permitted, stored } = await knowing({
      blockedUntil: after(48 * hourMs),
      cause: 'secondary',
    });
    await limits.refresh(scope);
    expect(limits.blocked(scope)?.until).toBe(after(limitWaitMaxMs));
    expect((await stored())?.blockedUntil).toBe(after(limitWaitMaxMs));
    clock.advance(limitWaitMaxMs / 2);
    await limits.refresh(scope);
    expect(limits.blocked(scope)?.until).toBe(after(limitWaitMaxMs));
    clock.advance(limitWaitMaxMs / 2);
    expect([limits.blocked(scope), await permitted()]).toEqual([null, null]);
  });

  it('is bounded for a process whose clock goes back while it runs', async () => {
    const { clock, limits } = await knowing();
    await limits.block(scope, 'secondary', after(hourMs));
    clock.advance(-dayMs);
    expect(limits.blocked(scope)?.until).toBe(after(limitWaitMaxMs - dayMs));
    clock.advance(limitWaitMaxMs);
    expect(limits.blocked(scope)).toBeNull();
  });

  it.each([
    ['a success says', 999_999_999_999_999],
    ['a success says in milliseconds', nowMs],
  ])('that %s to end at second %i ends after the bound', async (_who, resetAtSeconds) => {
    const { limits, stored } = await knowing();
    await limits.learn(scope, { ...noHeaders, remaining: 0, resetAtSeconds }, true);
    expect((await stored())?.blockedUntil).toBe(after(limitWaitMaxMs));
  });

  it('that GitHub names ends when it says, within the bound', async () => {
    const { limits } = await knowing();
    expect((await limits.block(scope, 'primary', after(hourMs))).until).toBe(after(hourMs));
    const far = await limits.block(scope, 'primary', after(2 * hourMs));
    expect(far.until).toBe(after(limitWaitMaxMs));
  });

  it('whose end nobody names lasts a minute, from the first one on', async () => {
    const { limits } = await knowing();
    expect((await limits.block(scope, 'primary', null)).until).toBe(after(minuteMs));
  });
});

describe('what is known, as it can be true now', () => {
  const state = fc.record({
    blockedUntil: fc.option(fc.integer({ min: 0, max: 2 * nowMs }).map((ms) => instantFromMs(ms))),
    cause: fc.constant('secondary' as const),
    strikes: fc.integer({ min: 0, max: 64 }),
    writtenAtMs: fc.array(fc.integer({ min: 0, max: 2 * nowMs }), { maxLength: 20 }),
  });

  it('reaches no further than the bound, and looking again changes nothing', () => {
    fc.assert(
      fc.property(state, (known) => {
        const bounded = stateAsOf(known, nowMs, PUBLISHER_OPTIONS_DEFAULT);
        const untilMs = bounded.blockedUntil === null ? 0 : instantToMs(bounded.blockedUntil);
        expect(untilMs).toBeLessThanOrEqual(nowMs + limitWaitMaxMs);
        expect(bounded.writtenAtMs).toHaveLength(known.writtenAtMs.length);
        expect(Math.max(0, ...bounded.writtenAtMs)).toBeLessThanOrEqual(nowMs);
        expect(stateAsOf(bounded, nowMs + 1, PUBLISHER_OPTIONS_DEFAULT)).toBe(bounded);
      }),
    );
  });
});
