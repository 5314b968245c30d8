// SPDX-License-Identifier: Apache-2.0
// Verifies that a leaf is in a tree (RFC 9162, section 2.1.3.2). Index, size and proof are foreign:
// whatever does not fit exactly is refused, and nothing throws.
import { equalBytes } from '@marketops/core';
import { HASH_BYTES, nodeHash } from './tree-hash.ts';
import { treeNumber, type TreeNumber } from './tree-number.ts';

/** A leaf's place in a tree, and the hashes that lead from it to the root. */
export interface InclusionClaim {
  readonly leafIndex: TreeNumber;
  readonly treeSize: TreeNumber;
  /** The leaf's hash, with RFC 6962's prefix. */
  readonly leafHash: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/** The only root under which the claim would be true, or null where it is true under none. */
function inclusionRoot(claim: InclusionClaim): Uint8Array | null {
  const index = treeNumber(claim.leafIndex);
  const size = treeNumber(claim.treeSize);
  const hashes = [claim.leafHash, ...claim.proof];
  if (index === null || size === null || index >= size) return null;
  if (hashes.some((hash) => hash.length !== HASH_BYTES)) return null;

  let node = index;
  let lastNode = size - 1n;
  let hash = claim.leafHash;
  for (const sibling of claim.proof) {
    if (lastNode === 0n) return null;
    if ((node & 1n) === 1n || node === lastNode) {
      hash = nodeHash(sibling, hash);
      // At the right edge a level without a sibling adds no hash.
      while ((node & 1n) === 0n && node !== 0n) {
        node >>= 1n;
        lastNode >>= 1n;
      }
    } else {
      hash = nodeHash(hash, sibling);
    }
    node >>= 1n;
    lastNode >>= 1n;
  }
  return lastNode === 0n ? hash : null;
}

/** Whether the leaf is in the tree with this root. */
export function verifyInclusion(claim: InclusionClaim, root: Uint8Array): boolean {
  const found = inclusionRoot(claim);
  return found !== null && equalBytes(found, root);
}
