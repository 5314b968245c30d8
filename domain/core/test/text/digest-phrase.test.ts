// SPDX-License-Identifier: Apache-2.0
// The words of a digest are fixed: whoever reads them on another machine reads the same ones.
import { describe, expect, it } from 'vitest';
import { digestOf, digestPhrase, parseSha256Digest } from '@marketops/core';
import { must } from '@marketops/testkit';
import { DIGEST_WORDS } from '../../src/text/digest-words.ts';

const digestStarting = (start: string) => must(parseSha256Digest(start.padEnd(64, '0')));

describe('a digest phrase', () => {
  it('has a word of its own for each value of a byte', () => {
    expect(DIGEST_WORDS).toHaveLength(256);
    expect(new Set(DIGEST_WORDS).size).toBe(256);
    expect(DIGEST_WORDS.every((word) => /^[a-z]{3,8}$/.test(word))).toBe(true);
  });

  it('follows from the first four bytes, in order', () => {
    expect(digestPhrase(digestStarting('000102ff'))).toBe('acorn actor agate zephyr');
  });

  it('is the same for the same digest and differs for another', () => {
    expect(digestPhrase(digestOf('plan'))).toBe(digestPhrase(digestOf('plan')));
    expect(digestPhrase(digestOf('plan'))).not.toBe(digestPhrase(digestOf('other')));
  });
});
