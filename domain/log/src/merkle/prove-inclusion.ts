// SPDX-License-Identifier: Apache-2.0
// Which subtrees prove that a leaf is in a tree (RFC 6962, section 2.1.1).
import { splitPoint, type LeafRange } from './leaf-range.ts';

/**
 * The subtrees whose roots are the inclusion proof of leaf `index` in the tree of `size` leaves,
 * from the leaf's sibling to the root's child.
 *
 * @throws RangeError unless 0 <= index < size.
 */
export function inclusionRanges(index: number, size: number): readonly LeafRange[] {
  if (!(Number.isSafeInteger(size) && Number.isSafeInteger(index) && index >= 0 && index < size)) {
    throw new RangeError(`expected a leaf before ${size}, found leaf ${index}`);
  }
  const siblings: LeafRange[] = [];
  let start = 0;
  let end = size;
  while (end - start > 1) {
    const middle = start + splitPoint(end - start);
    if (index < middle) {
      siblings.push({ start: middle, end });
      end = middle;
    } else {
      siblings.push({ start, end: middle });
      start = middle;
    }
  }
  return siblings.toReversed();
}
