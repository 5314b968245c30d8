// SPDX-License-Identifier: Apache-2.0
// Two clocks of one world: GitHub's, which only goes on, and the one that processes and their store are
// shown, which people and time servers set forwards and back.
import { instantFromMs, instantToMs, type Clock, type Instant } from '@marketops/core';
import { ManualClock } from '@marketops/testkit';

/** The clock that processes are shown, with the true time behind it. */
export class WorldClock extends ManualClock {
  #trueMs: number;
  #setForwardMs = 0;
  /** GitHub's own clock. */
  readonly github: Clock;

  constructor(start: Instant) {
    super(start);
    this.#trueMs = instantToMs(start);
    this.github = {
      now: () => instantFromMs(this.#trueMs),
      sleep: () => Promise.reject(new TypeError('GitHub does not sleep')),
    };
  }

  /** The true time, in milliseconds since 1970. */
  get trueMs(): number {
    return this.#trueMs;
  }

  /** By how much the shown clock was set forwards in all. */
  get setForwardMs(): number {
    return this.#setForwardMs;
  }

  /** Time passes, for everybody. */
  pass(ms: number): void {
    this.#trueMs += ms;
    this.advance(ms);
  }

  /** Somebody sets the shown clock. */
  set(byMs: number): void {
    this.#setForwardMs += Math.max(byMs, 0);
    this.advance(byMs);
  }
}
