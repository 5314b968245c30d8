// SPDX-License-Identifier: Apache-2.0
// Appends a leaf: as many hashes as the tree is deep at most, and two on average.
import type { NodePosition } from '../merkle/leaf-range.ts';
import { leafHash, nodeHash } from '../merkle/tree-hash.ts';
import type { LogNode, LogStorage } from './log-storage.ts';

/** Appends a leaf inside the storage's transaction and says where it stands. */
export async function appendLeaf(storage: LogStorage, leaf: Uint8Array): Promise<number> {
  const index = await storage.size();
  const siblings = completedSiblings(index);
  const siblingHashes = await storage.readNodes(siblings);
  let hash = leafHash(leaf);
  const nodes: LogNode[] = [{ level: 0, index, hash }];
  for (const [at, sibling] of siblings.entries()) {
    const left = siblingHashes[at];
    if (left === undefined) {
      throw new Error(`the store holds no node ${sibling.index} at level ${sibling.level}`);
    }
    hash = nodeHash(left, hash);
    nodes.push({ level: sibling.level + 1, index: sibling.index / 2, hash });
  }
  await storage.writeLeaf({ index, leaf, nodes });
  return index;
}

/** The left siblings that leaf `index` completes a subtree with, from the leaf upwards. */
function completedSiblings(index: number): readonly NodePosition[] {
  const siblings: NodePosition[] = [];
  let node = index;
  for (let level = 0; node % 2 === 1; level += 1) {
    siblings.push({ level, index: node - 1 });
    node = (node - 1) / 2;
  }
  return siblings;
}
