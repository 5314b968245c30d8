// SPDX-License-Identifier: Apache-2.0
// Which stored nodes make up the subtree over a range of leaves. Only complete subtrees are stored;
// an incomplete one, at the right edge of a tree, is put together from complete ones.
import { nodeHash } from './tree-hash.ts';

/** Leaves `start` to `end`, `end` excluded. */
export interface LeafRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Where a complete subtree stands: it has 2^level leaves, the first of them is index × 2^level.
 * Level 0 is the leaves themselves.
 */
export interface NodePosition {
  readonly level: number;
  readonly index: number;
}

/** The largest power of two that is less than `count`, which is at least 2 (RFC 6962's k). */
export function splitPoint(count: number): number {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
}

/**
 * The complete subtrees that a range consists of, from left to right, the largest first.
 *
 * `range.start` is a multiple of the largest one's size, as it is for every subtree of a tree.
 */
export function completeSubtrees({ start, end }: LeafRange): readonly NodePosition[] {
  const positions: NodePosition[] = [];
  let at = start;
  while (at < end) {
    let level = 0;
    while (2 ** (level + 1) <= end - at) level += 1;
    positions.push({ level, index: at / 2 ** level });
    at += 2 ** level;
  }
  return positions;
}

/** The root over complete subtrees given from left to right; there is at least one. */
export function joinSubtrees(hashes: readonly Uint8Array[]): Uint8Array {
  return hashes.reduceRight((right, left) => nodeHash(left, right));
}
