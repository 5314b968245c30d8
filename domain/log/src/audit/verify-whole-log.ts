// SPDX-License-Identifier: Apache-2.0
// Audits a whole log offline against one signed head: every leaf an audit record, none missing, none
// changed. Where something does not fit it names the first leaf, or the narrowest range that what is
// known allows.
import { equalBytes, hexEncode, refusal, type Refusal } from '@marketops/core';
import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import type { LeafRange } from '../merkle/leaf-range.ts';
import { TreeAccumulator } from '../merkle/tree-accumulator.ts';
import { leafHash } from '../merkle/tree-hash.ts';
import { parseAuditLeaf } from './audit-leaf.ts';
import type { LoggedLeaf } from './logged-leaf.ts';

const codes = {
  invalid: 'evidence.leaf_invalid',
  altered: 'evidence.leaf_altered',
  missing: 'evidence.leaf_missing',
  otherRoot: 'evidence.log_altered',
} as const;

/** A whole log and the head it is held against. Whether the head is genuine was found out before. */
export interface WholeLog {
  readonly leaves: AsyncIterable<LoggedLeaf> | Iterable<LoggedLeaf>;
  readonly checkpoint: Checkpoint;
  /** Older genuine heads of the same log: they narrow down where a changed leaf lies. */
  readonly earlier?: readonly Checkpoint[];
}

/** What the audit found; `firstWrong` is the first leaf that does not fit, or a range that holds it. */
export type WholeLogVerdict =
  | {
      readonly verified: true;
      /** Leaves that were given beyond the head's size: the head says nothing of them. */
      readonly leavesBeyond: number;
    }
  | { readonly verified: false; readonly refusal: Refusal; readonly firstWrong: LeafRange };

type Misfit = Extract<WholeLogVerdict, { readonly verified: false }>;

/** Audits every leaf of a log against one head, in memory that does not grow with the log. */
export async function verifyWholeLog(log: WholeLog): Promise<WholeLogVerdict> {
  const { checkpoint, earlier = [] } = log;
  const tree = new TreeAccumulator();
  let sizeProved = 0;
  let leavesBeyond = 0;
  for await (const logged of log.leaves) {
    if (tree.size === checkpoint.size) {
      leavesBeyond += 1;
      continue;
    }
    const misfit = examineLeaf(logged, tree.size);
    if (misfit !== null) return misfit;
    tree.add(leafHash(logged.leaf));
    for (const head of earlier) {
      if (head.size !== tree.size) continue;
      if (!equalBytes(head.rootHash, tree.root())) return otherRoot(tree, head, sizeProved);
      sizeProved = head.size;
    }
  }
  if (tree.size < checkpoint.size) return missingLeaf(tree.size, 'the end of the log');
  return equalBytes(tree.root(), checkpoint.rootHash)
    ? { verified: true, leavesBeyond }
    : otherRoot(tree, checkpoint, sizeProved);
}

/** Why a leaf cannot stand at `index`, whatever the tree says, or null if it may. */
function examineLeaf({ index: found, leaf, storedHash }: LoggedLeaf, index: number): Misfit | null {
  if (found !== index) return missingLeaf(index, `leaf ${found}`);
  const record = parseAuditLeaf(leaf);
  if (!record.ok) {
    const { path, expected, found: foundAtPath } = record.problem;
    const details = { subject: `leaf ${index}${path}`, expected, found: foundAtPath };
    return { verified: false, ...atLeaf(index), refusal: refusal(codes.invalid, details) };
  }
  if (storedHash === null || equalBytes(storedHash, leafHash(leaf))) return null;
  const details = {
    subject: `leaf ${index}`,
    expected: `the leaf with hash ${hexEncode(storedHash)}`,
    found: hexEncode(leafHash(leaf)),
  };
  return { verified: false, ...atLeaf(index), refusal: refusal(codes.altered, details) };
}

function missingLeaf(index: number, found: string): Misfit {
  const details = { subject: `leaf ${index}`, expected: `leaf ${index}`, found };
  return { verified: false, ...atLeaf(index), refusal: refusal(codes.missing, details) };
}

/** The leaves up to `sizeProved` are those of a genuine head, so that a later one is wrong. */
function otherRoot(tree: TreeAccumulator, head: Checkpoint, sizeProved: number): Misfit {
  const firstWrong = { start: sizeProved, end: head.size };
  const details = {
    subject: `leaves ${firstWrong.start} to ${firstWrong.end - 1}`,
    expected: `root ${hexEncode(head.rootHash)} of ${head.size} leaves`,
    found: `root ${hexEncode(tree.root())}`,
  };
  return { verified: false, firstWrong, refusal: refusal(codes.otherRoot, details) };
}

function atLeaf(index: number): { readonly firstWrong: LeafRange } {
  return { firstWrong: { start: index, end: index + 1 } };
}
