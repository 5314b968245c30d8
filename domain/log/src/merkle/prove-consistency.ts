// SPDX-License-Identifier: Apache-2.0
// Which subtrees prove that one tree is the beginning of another (RFC 6962, section 2.1.2).
import { splitPoint, type LeafRange } from './leaf-range.ts';

/**
 * The subtrees whose roots are the consistency proof from `oldSize` to `newSize` leaves, in the
 * order of the proof; none where both sizes are the same.
 *
 * @throws RangeError unless 1 <= oldSize <= newSize: nothing can be proved from an empty tree.
 */
export function consistencyRanges(oldSize: number, newSize: number): readonly LeafRange[] {
  const safe = Number.isSafeInteger(oldSize) && Number.isSafeInteger(newSize);
  if (!(safe && oldSize >= 1 && oldSize <= newSize)) {
    throw new RangeError(`expected sizes from 1 that do not fall, found ${oldSize}, ${newSize}`);
  }
  const ranges: LeafRange[] = [];
  let start = 0;
  let end = newSize;
  while (end !== oldSize) {
    const middle = start + splitPoint(end - start);
    if (oldSize <= middle) {
      ranges.push({ start: middle, end });
      end = middle;
    } else {
      ranges.push({ start, end: middle });
      start = middle;
    }
  }
  // From the first leaf on, this subtree is the old tree itself, whose root the verifier has.
  if (start > 0) ranges.push({ start, end });
  return ranges.toReversed();
}
