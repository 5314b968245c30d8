// SPDX-License-Identifier: Apache-2.0
// The machine's clock. It never tells an instant before one it has told, so that a clock set back
// cannot revive an expired receipt within one process.
import { setTimeout as delay } from 'node:timers/promises';
import { instantFromMs, type Clock, type Instant } from '@marketops/core';

/** The machine's time. */
export class SystemClock implements Clock {
  #latestMs = 0;

  now(): Instant {
    this.#latestMs = Math.max(this.#latestMs, Date.now());
    return instantFromMs(this.#latestMs);
  }

  async sleep(ms: number): Promise<void> {
    await delay(Math.max(0, ms));
  }
}
