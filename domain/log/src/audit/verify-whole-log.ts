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

/** Audits every leaf of a log against one head. */
export async function verifyWholeLog(log: WholeLog): Promise<WholeLogVerdict> {
  const audit = new LeafAudit(log.checkpoint.size, log.earlier ?? []);
  let leavesBeyond = 0;
  for await (const leaf of log.leaves) {
    if (audit.size === log.checkpoint.size) {
      leavesBeyond += 1;
      continue;
    }
    const misfit = audit.take(leaf);
    if (misfit !== null) return misfit;
  }
  return audit.finish(log.checkpoint) ?? { verified: true, leavesBeyond };
}

type Misfit = Extract<WholeLogVerdict, { readonly verified: false }>;

class LeafAudit {
  readonly #found = new TreeAccumulator();
  readonly #stored = new TreeAccumulator();
  readonly #earlier: readonly Checkpoint[];
  readonly #sizeExpected: number;
  #firstUnlikeStored: number | null = null;
  #sizeProved = 0;
  #sizeDisproved: number | null = null;

  constructor(sizeExpected: number, earlier: readonly Checkpoint[]) {
    this.#sizeExpected = sizeExpected;
    this.#earlier = earlier;
  }

  get size(): number {
    return this.#found.size;
  }

  take({ index, leaf, storedHash }: LoggedLeaf): Misfit | null {
    if (index !== this.size) return missing(this.size, `leaf ${index}`);
    const record = parseAuditLeaf(leaf);
    if (!record.ok) {
      const { path, expected, found } = record.problem;
      const subject = `leaf ${index}${path}`;
      return misfit('evidence.leaf_invalid', { subject, expected, found }, only(index));
    }
    const hash = leafHash(leaf);
    this.#found.add(hash);
    this.#stored.add(storedHash ?? hash);
    if (storedHash !== null && !equalBytes(storedHash, hash)) this.#firstUnlikeStored ??= index;
    this.#compareWithEarlier();
    return null;
  }

  #compareWithEarlier(): void {
    for (const { size, rootHash } of this.#earlier) {
      if (size !== this.size) continue;
      if (equalBytes(rootHash, this.#found.root())) this.#sizeProved = size;
      else this.#sizeDisproved ??= size;
    }
  }

  /** Null where all leaves are those of the head. */
  finish({ size, rootHash }: Checkpoint): Misfit | null {
    if (this.size < this.#sizeExpected) return missing(this.size, 'the end of the log');
    if (equalBytes(this.#found.root(), rootHash)) return null;
    const expected = `root ${hexEncode(rootHash)}`;
    if (this.#firstUnlikeStored !== null && equalBytes(this.#stored.root(), rootHash)) {
      // The stored hashes are the signed ones, so it is this leaf's bytes that were changed.
      const subject = `leaf ${this.#firstUnlikeStored}`;
      const details = { subject, expected: 'the leaf that was signed', found: 'another' };
      return misfit('evidence.leaf_altered', details, only(this.#firstUnlikeStored));
    }
    const range = { start: this.#sizeProved, end: this.#sizeDisproved ?? size };
    const subject = `leaves ${range.start} to ${range.end - 1}`;
    const found = `root ${hexEncode(this.#found.root())}`;
    return misfit('evidence.log_altered', { subject, expected, found }, range);
  }
}

function missing(index: number, found: string): Misfit {
  const details = { subject: `leaf ${index}`, expected: `leaf ${index}`, found };
  return misfit('evidence.leaf_missing', details, only(index));
}

function misfit(
  code: Refusal['code'],
  details: Omit<Refusal, 'code'>,
  firstWrong: LeafRange,
): Misfit {
  return { verified: false, refusal: refusal(code, details), firstWrong };
}

function only(index: number): LeafRange {
  return { start: index, end: index + 1 };
}
