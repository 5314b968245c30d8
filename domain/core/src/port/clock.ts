// SPDX-License-Identifier: Apache-2.0
// Time and randomness are handed in. The domain never reads them from anywhere else.
import type { Instant } from '../time/instant.ts';

/** Tells the time and waits. An implementation never goes back behind an instant it has told. */
export interface Clock {
  /** The present instant, in milliseconds precision. */
  now(): Instant;
  /** Resolves after at least `ms` milliseconds. */
  sleep(ms: number): Promise<void>;
}

/** Draws unpredictable bytes, fit for keys. */
export interface Entropy {
  bytes(count: number): Uint8Array;
}
