// SPDX-License-Identifier: Apache-2.0
// Four words for a digest, so that two people can compare over the telephone what they are looking
// at. An aid against mistakes, not a proof: 32 bits can be matched on purpose by trying plans.
import { hexDecode } from '../encoding/hex.ts';
import type { Sha256Digest } from '../json/digest.ts';
import { DIGEST_WORDS } from './digest-words.ts';

const phraseHexDigits = 8;

/** Four words for the first four bytes of a digest, with spaces between; always the same four. */
export function digestPhrase(digest: Sha256Digest): string {
  const bytes = hexDecode(digest.slice(0, phraseHexDigits));
  if (!bytes.ok) throw new TypeError(`expected ${bytes.problem.expected} in a digest`);
  return Array.from(bytes.value, (byte) => DIGEST_WORDS[byte]).join(' ');
}
