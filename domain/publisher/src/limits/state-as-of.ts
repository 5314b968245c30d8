// SPDX-License-Identifier: Apache-2.0
// What is known of the limits, as it can be true now. A clock that ran ahead, or a header that names a
// day far away, is believed up to a bound that is laid down once and then stands still: nobody waits
// for it again and again.
import { instantFromMs, instantToMs, type Instant } from '@marketops/core';
import type { PublisherOptions } from '../publisher-options.ts';
import type { RateLimitState } from './rate-limit-state.ts';

/**
 * `state` at `nowMs`: a write from the future counts as written now, and no block reaches further than
 * `limitWaitMaxMs`. It is `state` itself where nothing had to be changed; otherwise it has to be kept,
 * or the bound would move on with the clock.
 */
export function stateAsOf(
  state: RateLimitState,
  nowMs: number,
  { limitWaitMaxMs }: Pick<PublisherOptions, 'limitWaitMaxMs'>,
): RateLimitState {
  const { blockedUntil, writtenAtMs } = state;
  const untilMaxMs = nowMs + limitWaitMaxMs;
  const tooFar = blockedUntil !== null && instantToMs(blockedUntil) > untilMaxMs;
  if (!tooFar && writtenAtMs.every((atMs) => atMs <= nowMs)) return state;
  const written = writtenAtMs.map((atMs) => Math.min(atMs, nowMs));
  return {
    ...state,
    blockedUntil: tooFar ? instantFromMs(untilMaxMs) : blockedUntil,
    writtenAtMs: written.toSorted((left, right) => left - right),
  };
}

/** The moment `untilMs`, but no later than `limitWaitMaxMs` after `nowMs`. */
export function boundedUntil(
  untilMs: number,
  nowMs: number,
  { limitWaitMaxMs }: Pick<PublisherOptions, 'limitWaitMaxMs'>,
): Instant {
  return instantFromMs(Math.min(untilMs, nowMs + limitWaitMaxMs));
}
