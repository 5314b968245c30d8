// SPDX-License-Identifier: Apache-2.0
// SHA-1 (FIPS 180-4), for git object ids and nothing else: git names its objects with it. Whatever
// must not be forged is bound by SHA-256 as well.

import { hexEncode } from './hex.ts';
import { compressBlocks, wordsToBytes } from './message-blocks.ts';

const initialState = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0] as const;

const rounds = 80;

/** The SHA-1 digest of `bytes`: 20 bytes. For git object ids only. */
export function sha1(bytes: Uint8Array): Uint8Array {
  const state = Int32Array.from(initialState);
  const schedule = new Int32Array(rounds);
  compressBlocks(bytes, (block, offset) => {
    expandSchedule(schedule, block, offset);
    mixSchedule(state, schedule);
  });
  return wordsToBytes(state);
}

/** The SHA-1 digest of `bytes` as 40 lower-case hexadecimal digits. For git object ids only. */
export function sha1Hex(bytes: Uint8Array): string {
  return hexEncode(sha1(bytes));
}

// Indices below never leave the arrays; `?? 0` only tells the type checker so.

function expandSchedule(schedule: Int32Array, block: DataView, offset: number): void {
  for (let i = 0; i < 16; i += 1) {
    schedule[i] = block.getInt32(offset + i * 4);
  }
  for (let i = 16; i < rounds; i += 1) {
    const word =
      (schedule[i - 3] ?? 0) ^
      (schedule[i - 8] ?? 0) ^
      (schedule[i - 14] ?? 0) ^
      (schedule[i - 16] ?? 0);
    schedule[i] = (word << 1) | (word >>> 31);
  }
}

function mixSchedule(state: Int32Array, schedule: Int32Array): void {
  let a = state[0] ?? 0;
  let b = state[1] ?? 0;
  let c = state[2] ?? 0;
  let d = state[3] ?? 0;
  let e = state[4] ?? 0;
  for (let i = 0; i < rounds; i += 1) {
    let term: number;
    if (i < 20) term = ((b & c) | (~b & d)) + 0x5a827999;
    else if (i < 40) term = (b ^ c ^ d) + 0x6ed9eba1;
    else if (i < 60) term = ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
    else term = (b ^ c ^ d) + 0xca62c1d6;
    const mixed = ((a << 5) | (a >>> 27)) + e + (schedule[i] ?? 0) + term;
    e = d;
    d = c;
    c = (b << 30) | (b >>> 2);
    b = a;
    a = mixed | 0;
  }
  state[0] = (state[0] ?? 0) + a;
  state[1] = (state[1] ?? 0) + b;
  state[2] = (state[2] ?? 0) + c;
  state[3] = (state[3] ?? 0) + d;
  state[4] = (state[4] ?? 0) + e;
}
