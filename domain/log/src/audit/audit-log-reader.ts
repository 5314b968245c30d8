// SPDX-License-Identifier: Apache-2.0
// Reads a log: its head, its records, and the proofs that tie a record to a head and one head to
// another.
import { equalBytes, type OperationAuditRecord } from '@marketops/core';
import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import type { LogReader } from '../storage/log-storage.ts';
import { proveConsistency, proveInclusion, rootAt } from '../storage/read-tree.ts';
import { parseAuditLeaf } from './audit-leaf.ts';

/**
 * How a log stands to a head that somebody holds: it `extends` it, it is `behind` it (leaves are
 * gone), or it `differs` from it (the past was changed, or it is another log).
 */
export type StandingToCheckpoint = 'extends' | 'behind' | 'differs';

/** Reads one log, named by its origin, in one state of its store. */
export class AuditLogReader {
  readonly #origin: string;
  readonly #reader: LogReader;

  constructor(origin: string, reader: LogReader) {
    this.#origin = origin;
    this.#reader = reader;
  }

  /** The head of the log as it is now. */
  async currentCheckpoint(): Promise<Checkpoint> {
    return this.checkpointAt(await this.#reader.size());
  }

  /** The head that the log had at a size. Throws RangeError where it has fewer leaves. */
  async checkpointAt(size: number): Promise<Checkpoint> {
    return { origin: this.#origin, size, rootHash: await rootAt(this.#reader, size) };
  }

  /** The hashes from one leaf up to the root of a head. Throws RangeError outside of it. */
  async proveRecord(index: number, head: Pick<Checkpoint, 'size'>): Promise<readonly Uint8Array[]> {
    return proveInclusion(this.#reader, { index, size: head.size });
  }

  /** The proof that an older head is the beginning of a newer one. Throws RangeError otherwise. */
  async proveGrowth(
    older: Pick<Checkpoint, 'size'>,
    newer: Pick<Checkpoint, 'size'>,
  ): Promise<readonly Uint8Array[]> {
    return proveConsistency(this.#reader, { oldSize: older.size, newSize: newer.size });
  }

  /** One record. Throws where the store holds no such leaf, or one that is not an audit record. */
  async readRecord(index: number): Promise<OperationAuditRecord> {
    const record = parseAuditLeaf(await this.#reader.readLeaf(index));
    if (record.ok) return record.value;
    const { path, expected, found } = record.problem;
    throw new Error(`expected ${expected} at ${path} of leaf ${index}, found ${found}`);
  }

  /** How this log stands to a head that was handed out or witnessed before. */
  async standingTo(head: Checkpoint): Promise<StandingToCheckpoint> {
    if (head.origin !== this.#origin) return 'differs';
    if (head.size > (await this.#reader.size())) return 'behind';
    const root = await rootAt(this.#reader, head.size);
    return equalBytes(root, head.rootHash) ? 'extends' : 'differs';
  }
}
