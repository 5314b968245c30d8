// SPDX-License-Identifier: Apache-2.0
// A key's id follows from its algorithm and its public bytes, so that it cannot be chosen.
import { concatBytes } from '../encoding/bytes.ts';
import { sha256Hex } from '../encoding/sha256.ts';
import { utf8Encode } from '../encoding/utf8.ts';
import type { KeyAlgorithm, KeyId } from './trust-root.ts';

const keyIdHexDigits = 32;

/** The id of a key: `k_` and the first 32 hex digits of SHA-256 over `algorithm NUL publicKey`. */
export function keyIdOf(algorithm: KeyAlgorithm, publicKey: Uint8Array): KeyId {
  const named = concatBytes([utf8Encode(`${algorithm}\0`), publicKey]);
  return `k_${sha256Hex(named).slice(0, keyIdHexDigits)}` as KeyId;
}
