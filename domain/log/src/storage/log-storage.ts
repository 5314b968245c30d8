// SPDX-License-Identifier: Apache-2.0
// What a log asks of a store, worded as obligations. A table of leaves and a table of nodes with the
// unique key (level, index) fulfil them, in the same transaction as the state that a leaf records.
import type { NodePosition } from '../merkle/leaf-range.ts';

/** One stored node: the root of a complete subtree. */
export interface LogNode extends NodePosition {
  readonly hash: Uint8Array;
}

/** A new leaf with every subtree that it completes, itself (level 0) first. */
export interface LeafAppend {
  readonly index: number;
  readonly leaf: Uint8Array;
  readonly nodes: readonly LogNode[];
}

/**
 * Reads a log.
 *
 * All answers come from one consistent state of the store: that of the transaction it belongs to,
 * what was written earlier in it included, or that of one snapshot.
 */
export interface LogReader {
  /** How many leaves there are; leaves have the indices from 0 to one less. */
  size(): Promise<number>;
  /** The hashes at these positions, in this order. Throws where one is absent. */
  readNodes(positions: readonly NodePosition[]): Promise<readonly Uint8Array[]>;
  /** The bytes of one leaf as they were appended. Throws where it is absent. */
  readLeaf(index: number): Promise<Uint8Array>;
}

/** Reads and extends a log inside one transaction. */
export interface LogStorage extends LogReader {
  /**
   * Stores a leaf and its nodes, durable when the transaction is, or not at all.
   *
   * Throws unless `append.index` is the present size, and where a position is taken: a leaf or node
   * that was written is never changed and never removed. Of two transactions that append at the
   * same size, at most one commits.
   */
  writeLeaf(append: LeafAppend): Promise<void>;
}
