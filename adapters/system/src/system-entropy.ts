// SPDX-License-Identifier: Apache-2.0
// The machine's unpredictable bytes.
import { randomBytes } from 'node:crypto';
import type { Entropy } from '@marketops/core';

/** Draws from the operating system's generator. */
export class SystemEntropy implements Entropy {
  bytes(count: number): Uint8Array {
    return new Uint8Array(randomBytes(count));
  }
}
