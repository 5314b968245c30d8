// SPDX-License-Identifier: Apache-2.0
// The public surface of the log, listed name by name.
export { type LeafRange, type NodePosition } from './merkle/leaf-range.ts';
export { TreeAccumulator } from './merkle/tree-accumulator.ts';
export { HASH_BYTES, emptyRoot, leafHash, nodeHash } from './merkle/tree-hash.ts';
export { type TreeNumber } from './merkle/tree-number.ts';
export { verifyConsistency, type ConsistencyClaim } from './merkle/verify-consistency.ts';
export { inclusionRoot, verifyInclusion, type InclusionClaim } from './merkle/verify-inclusion.ts';
export { appendLeaf } from './storage/append-leaf.ts';
export {
  type LeafAppend,
  type LogNode,
  type LogReader,
  type LogStorage,
} from './storage/log-storage.ts';
export { proveConsistency, proveInclusion, rootAt } from './storage/read-tree.ts';
