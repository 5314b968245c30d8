// SPDX-License-Identifier: Apache-2.0
// The machine's clock. It never tells an instant before one it has told, so that a clock set back
// cannot revive an expired receipt within one process; and it never stands still, so that nobody
// waits until the machine's clock has caught up.
import { instantFromMs, type Clock, type Instant } from '@marketops/core';

/** Node ends a longer timer at once. */
const timerMsMax = 2_147_483_647;

/** The machine's time. */
export class SystemClock implements Clock {
  #latestMs = 0;
  #monotonicMs = 0;

  /** After a clock set back, time goes on from the latest instant told, by the monotonic clock. */
  now(): Instant {
    const monotonicMs = performance.now();
    const goneOnMs = this.#latestMs + monotonicMs - this.#monotonicMs;
    this.#latestMs = Math.max(Date.now(), this.#latestMs === 0 ? 0 : goneOnMs);
    this.#monotonicMs = monotonicMs;
    return instantFromMs(Math.floor(this.#latestMs));
  }

  /** Counts by the monotonic clock, so that setting the machine's clock neither cuts nor prolongs. */
  async sleep(ms: number): Promise<void> {
    const endMs = performance.now() + ms;
    let leftMs = ms;
    do {
      const timerMs = Math.min(Math.max(0, Math.ceil(leftMs)), timerMsMax);
      await new Promise((resolve) => setTimeout(resolve, timerMs));
      leftMs = endMs - performance.now();
    } while (leftMs > 0);
  }
}
