// SPDX-License-Identifier: Apache-2.0
// The root of a tree whose leaves come one after the other, in memory that grows with the logarithm
// of their number: what an auditor uses who reads a whole log.
import { joinSubtrees } from './leaf-range.ts';
import { emptyRoot, nodeHash } from './tree-hash.ts';

interface Subtree {
  readonly leaves: number;
  readonly hash: Uint8Array;
}

/** Takes leaf hashes in order and knows the root of all taken so far. */
export class TreeAccumulator {
  /** Complete subtrees from left to right, each smaller than the one before it. */
  readonly #subtrees: Subtree[] = [];
  #size = 0;

  /** How many leaves were taken. */
  get size(): number {
    return this.#size;
  }

  /** Takes the next leaf's hash. */
  add(leafHashNext: Uint8Array): void {
    let grown: Subtree = { leaves: 1, hash: leafHashNext };
    let left = this.#subtrees.at(-1);
    while (left?.leaves === grown.leaves) {
      grown = { leaves: left.leaves * 2, hash: nodeHash(left.hash, grown.hash) };
      this.#subtrees.pop();
      left = this.#subtrees.at(-1);
    }
    this.#subtrees.push(grown);
    this.#size += 1;
  }

  /** The root of the tree of all leaves taken so far. */
  root(): Uint8Array {
    return this.#size === 0 ? emptyRoot() : joinSubtrees(this.#subtrees.map(({ hash }) => hash));
  }
}
