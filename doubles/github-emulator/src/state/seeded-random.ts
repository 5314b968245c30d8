// SPDX-License-Identifier: Apache-2.0
// Digits and letters that look random and depend on the seed alone.

import { createHash } from 'node:crypto';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** A stream of bytes derived from a seed by hashing a counter. */
export class SeededRandom {
  readonly #seed: string;
  #count = 0;

  constructor(seed: string) {
    this.#seed = seed;
  }

  /** Returns hexadecimal digits, at most 64. */
  hex(length: number): string {
    this.#count += 1;
    return createHash('sha256')
      .update(`${this.#seed}\0${this.#count}`)
      .digest('hex')
      .slice(0, length);
  }

  /** Returns 40 hexadecimal digits that belong to a label, the same at every call. */
  derived(label: string): string {
    return createHash('sha256').update(`${this.#seed}\0label\0${label}`).digest('hex').slice(0, 40);
  }

  /** Returns letters and digits, at most 32. */
  alphanumeric(length: number): string {
    const bytes = Buffer.from(this.hex(64), 'hex');
    return [...bytes.subarray(0, length)].map((byte) => letters[byte % letters.length]).join('');
  }
}
