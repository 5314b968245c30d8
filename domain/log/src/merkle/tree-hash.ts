// SPDX-License-Identifier: Apache-2.0
// The hashes of a Merkle tree (RFC 6962, section 2.1). Leaves and inner nodes are hashed with
// different prefixes, so that neither can be passed off as the other.
import { concatBytes, sha256 } from '@marketops/core';

/** The length of every hash in the tree, in bytes. */
export const HASH_BYTES = 32;

const leafPrefix = Uint8Array.of(0x00);
const nodePrefix = Uint8Array.of(0x01);

/** The hash of one leaf: SHA-256 over 0x00 and the leaf's bytes. */
export function leafHash(leaf: Uint8Array): Uint8Array {
  return sha256(concatBytes([leafPrefix, leaf]));
}

/** The hash of an inner node: SHA-256 over 0x01 and both children's hashes. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(concatBytes([nodePrefix, left, right]));
}

/** The root of the tree without leaves: SHA-256 of nothing. */
export function emptyRoot(): Uint8Array {
  return sha256(new Uint8Array());
}
