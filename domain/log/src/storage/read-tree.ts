// SPDX-License-Identifier: Apache-2.0
// Roots and proofs of any size that the log ever had, from stored nodes; one read each.
import { completeSubtrees, joinSubtrees, type LeafRange } from '../merkle/leaf-range.ts';
import { consistencyRanges } from '../merkle/prove-consistency.ts';
import { inclusionRanges } from '../merkle/prove-inclusion.ts';
import { emptyRoot, HASH_BYTES } from '../merkle/tree-hash.ts';
import type { LogReader } from './log-storage.ts';

/**
 * The root of the first `size` leaves.
 *
 * @throws RangeError where the log has fewer.
 */
export async function rootAt(reader: LogReader, size: number): Promise<Uint8Array> {
  await requireSize(reader, size);
  if (size === 0) return emptyRoot();
  const [root] = await subtreeRoots(reader, [{ start: 0, end: size }]);
  if (root === undefined) throw new Error('the store gave no nodes for the root');
  return root;
}

/**
 * The inclusion proof of one leaf in the tree of the first `size` leaves.
 *
 * @throws RangeError where the log has fewer leaves, or the leaf is not among them.
 */
export async function proveInclusion(
  reader: LogReader,
  { index, size }: { readonly index: number; readonly size: number },
): Promise<readonly Uint8Array[]> {
  await requireSize(reader, size);
  return subtreeRoots(reader, inclusionRanges(index, size));
}

/**
 * The consistency proof from the first `oldSize` leaves to the first `newSize`.
 *
 * @throws RangeError where the log has fewer leaves, or the sizes fall, or the old tree is empty.
 */
export async function proveConsistency(
  reader: LogReader,
  { oldSize, newSize }: { readonly oldSize: number; readonly newSize: number },
): Promise<readonly Uint8Array[]> {
  await requireSize(reader, newSize);
  return subtreeRoots(reader, consistencyRanges(oldSize, newSize));
}

async function requireSize(reader: LogReader, size: number): Promise<void> {
  const sizePresent = await reader.size();
  if (!(Number.isSafeInteger(size) && size >= 0 && size <= sizePresent)) {
    throw new RangeError(`expected a size of at most ${sizePresent} leaves, found ${size}`);
  }
}

async function subtreeRoots(
  reader: LogReader,
  ranges: readonly LeafRange[],
): Promise<readonly Uint8Array[]> {
  const subtrees = ranges.map(completeSubtrees);
  const positions = subtrees.flat();
  const hashes = await reader.readNodes(positions);
  if (hashes.length !== positions.length || hashes.some((hash) => hash.length !== HASH_BYTES)) {
    throw new Error(`the store did not give the ${positions.length} nodes asked for`);
  }
  let taken = 0;
  return subtrees.map((subtree) => {
    const from = taken;
    taken += subtree.length;
    return joinSubtrees(hashes.slice(from, taken));
  });
}
