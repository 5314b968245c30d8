// SPDX-License-Identifier: Apache-2.0
// A clock that a test sets. Sleeping moves it on at once, so that hours pass in no time.
import { instantFromMs, instantToMs, type Clock, type Instant } from '@marketops/core';

/** A clock that stands still until it is moved, or somebody sleeps. */
export class ManualClock implements Clock {
  #nowMs: number;

  constructor(start: Instant) {
    this.#nowMs = instantToMs(start);
  }

  now(): Instant {
    return instantFromMs(this.#nowMs);
  }

  /** Moves the clock, forwards or (for tests of clocks that jump) backwards. */
  advance(ms: number): void {
    this.#nowMs += ms;
  }

  sleep(ms: number): Promise<void> {
    this.advance(Math.max(0, ms));
    return Promise.resolve();
  }
}
