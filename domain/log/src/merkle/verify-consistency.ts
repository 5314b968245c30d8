// SPDX-License-Identifier: Apache-2.0
// Verifies that one tree is the beginning of another (RFC 9162, section 2.1.4.2). Sizes, roots and
// proof are foreign: whatever does not fit exactly is refused, and nothing throws.
import { equalBytes } from '@marketops/core';
import { HASH_BYTES, nodeHash } from './tree-hash.ts';
import { treeNumber, type TreeNumber } from './tree-number.ts';

/** Two trees of one log, and the hashes that show the first to be the beginning of the second. */
export interface ConsistencyClaim {
  readonly oldSize: TreeNumber;
  readonly oldRoot: Uint8Array;
  readonly newSize: TreeNumber;
  readonly newRoot: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/** Whether the old tree is the beginning of the new one. An empty tree is never a beginning. */
export function verifyConsistency(claim: ConsistencyClaim): boolean {
  const oldSize = treeNumber(claim.oldSize);
  const newSize = treeNumber(claim.newSize);
  const { oldRoot, newRoot, proof } = claim;
  if (oldSize === null || newSize === null || oldSize === 0n || oldSize > newSize) return false;
  if ([oldRoot, newRoot, ...proof].some((hash) => hash.length !== HASH_BYTES)) return false;
  if (oldSize === newSize) return proof.length === 0 && equalBytes(oldRoot, newRoot);

  const roots = climb({ oldSize, newSize, oldRoot, proof });
  return roots !== null && equalBytes(roots.old, oldRoot) && equalBytes(roots.new, newRoot);
}

interface Climb {
  readonly oldSize: bigint;
  readonly newSize: bigint;
  readonly oldRoot: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/** The roots of both trees as the proof gives them, or null where its length does not fit. */
function climb({
  oldSize,
  newSize,
  oldRoot,
  proof,
}: Climb): Record<'old' | 'new', Uint8Array> | null {
  let node = oldSize - 1n;
  let lastNode = newSize - 1n;
  while ((node & 1n) === 1n) {
    node >>= 1n;
    lastNode >>= 1n;
  }
  // A complete old tree is a node of the new one, so that its root need not be in the proof.
  const [first, ...rest] = node === 0n ? [oldRoot, ...proof] : proof;
  if (first === undefined) return null;
  let old = first;
  let grown = first;
  for (const hash of rest) {
    if (lastNode === 0n) return null;
    if ((node & 1n) === 1n || node === lastNode) {
      old = nodeHash(hash, old);
      grown = nodeHash(hash, grown);
      while ((node & 1n) === 0n && node !== 0n) {
        node >>= 1n;
        lastNode >>= 1n;
      }
    } else {
      grown = nodeHash(grown, hash);
    }
    node >>= 1n;
    lastNode >>= 1n;
  }
  return lastNode === 0n ? { old, new: grown } : null;
}
