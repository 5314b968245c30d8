// SPDX-License-Identifier: Apache-2.0
// SHA-256 digests of bytes and of JSON values, spelled in one way: 64 lower-case hexadecimal digits.
import { sha256Hex } from '../encoding/sha256.ts';
import { describeText } from '../schema/describe-value.ts';
import { accepted, refused, type Parsed } from '../schema/parsed.ts';
import { canonicalJsonBytes } from './canonical-json.ts';
import type { JsonValue } from './json-value.ts';

declare const sha256DigestBrand: unique symbol;

/** A SHA-256 digest as 64 lower-case hexadecimal digits, without a prefix. */
export type Sha256Digest = string & { readonly [sha256DigestBrand]: true };

const pattern = /^[0-9a-f]{64}$/;

/**
 * The digest of a JSON value: SHA-256 over its canonical JSON (RFC 8785).
 *
 * @throws TypeError for what canonical JSON cannot say.
 */
export function digestOf(value: JsonValue): Sha256Digest {
  return digestOfBytes(canonicalJsonBytes(value));
}

/** The digest of `bytes`. */
export function digestOfBytes(bytes: Uint8Array): Sha256Digest {
  return sha256Hex(bytes) as Sha256Digest;
}

/** Accepts a digest in its only spelling. */
export function parseSha256Digest(text: string): Parsed<Sha256Digest> {
  return pattern.test(text)
    ? accepted(text as Sha256Digest)
    : refused('', 'a SHA-256 digest, 64 lower-case hexadecimal digits', describeText(text));
}
