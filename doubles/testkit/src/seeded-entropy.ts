// SPDX-License-Identifier: Apache-2.0
// Bytes that look random and follow from a seed, so that a failing test can be run again.
import { createHash } from 'node:crypto';
import type { Entropy } from '@marketops/core';

/** SHA-256 of seed and counter, block after block. */
export class SeededEntropy implements Entropy {
  readonly #seed: string;
  #drawn = 0;

  constructor(seed: string) {
    this.#seed = seed;
  }

  bytes(count: number): Uint8Array {
    const blocks: Buffer[] = [];
    for (let have = 0; have < count; have += 32) {
      blocks.push(
        createHash('sha256')
          .update(`${this.#seed}/${this.#drawn++}`)
          .digest(),
      );
    }
    return new Uint8Array(Buffer.concat(blocks).subarray(0, count));
  }
}
