// SPDX-License-Identifier: Apache-2.0
// SHA-1 and SHA-256 agree with the published examples and with the platform's own.
import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha1, sha1Hex } from '../../src/encoding/sha1.ts';
import { sha256, sha256Hex } from '../../src/encoding/sha256.ts';
import { utf8Encode } from '../../src/encoding/utf8.ts';

const twoBlocks = 'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq';
const longer =
  'abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu';

describe('the examples of FIPS 180-4', () => {
  it.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [twoBlocks, '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1'],
    [longer, 'cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1'],
    ['a'.repeat(1_000_000), 'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0'],
  ])('SHA-256 of %.20s', (text, digest) => {
    expect(sha256Hex(utf8Encode(text))).toBe(digest);
  });

  it.each([
    ['', 'da39a3ee5e6b4b0d3255bfef95601890afd80709'],
    ['abc', 'a9993e364706816aba3e25717850c26c9cd0d89d'],
    [twoBlocks, '84983e441c3bd26ebaae4aa1f95129e5e54670f1'],
    ['a'.repeat(1_000_000), '34aa973cd4c4daa4f61eeb2bdbad27316534016f'],
  ])('SHA-1 of %.20s', (text, digest) => {
    expect(sha1Hex(utf8Encode(text))).toBe(digest);
  });
});

describe('agreement with the platform', () => {
  const platform = (algorithm: string, bytes: Uint8Array) =>
    createHash(algorithm).update(bytes).digest('hex');

  it('holds at every length around the padding', () => {
    for (let length = 0; length <= 260; length += 1) {
      const bytes = new Uint8Array(length).fill(length);
      expect(sha256Hex(bytes)).toBe(platform('sha256', bytes));
      expect(sha1Hex(bytes)).toBe(platform('sha1', bytes));
    }
  });

  it('holds for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 1_000 }), (bytes) => {
        expect(sha256Hex(bytes)).toBe(platform('sha256', bytes));
        expect(sha1Hex(bytes)).toBe(platform('sha1', bytes));
      }),
    );
  });

  it('reads a view where it lies and leaves it unchanged', () => {
    const whole = Uint8Array.from({ length: 300 }, (_, index) => index % 256);
    const view = whole.subarray(7, 207);
    const copy = Uint8Array.from(view);
    expect(sha256(view)).toEqual(sha256(copy));
    expect(sha1(view)).toEqual(sha1(copy));
    expect(view).toEqual(copy);
  });
});
