// SPDX-License-Identifier: Apache-2.0
// What the publisher keeps, worded as obligations. A spent receipt stays spent for ever; a state and
// its audit record are durable together or not at all; whoever lost the lease writes nothing more.
import type { AuditAppender, Instant, OperationId, ReceiptId, RunId } from '@marketops/core';
import type { RateLimitState } from '../limits/rate-limit-state.ts';
import type { AdmittedOperation } from '../operation/admitted-operation.ts';
import type { JournalEntry } from '../operation/journal-entry.ts';
import type { Settlement } from '../operation/settlement.ts';
import type { Lease, StoredOperation } from '../operation/stored-operation.ts';

/** That a receipt is spent, and on what. It is never taken back. */
export interface Consumption {
  readonly receiptId: ReceiptId;
  readonly operationId: OperationId;
  readonly consumedAt: Instant;
}

/** Who claims an operation, and for how long from the claim by the store's clock. */
export interface LeaseClaim {
  /** Names one publisher process; two that run at once never share a name. */
  readonly holder: string;
  readonly leaseMs: number;
}

/** A journal line with its place: `sequence` rises within an operation, in order of writing. */
export interface StoredJournalEntry {
  readonly sequence: number;
  readonly leaseEpoch: number;
  readonly entry: JournalEntry;
}

/**
 * One transaction. Reads see its own writes and no uncommitted write of another. A method that takes
 * a `Lease` throws `StaleLeaseError` unless the operation's epoch is the lease's and its holder is
 * still the lease's holder; the transaction then has no effect. A lease whose time is over but that
 * nobody else claimed still counts. A method that takes something to keep throws `UnfitDocumentError`
 * where that could not be read again by its own schema.
 */
export interface PublisherTransaction extends AuditAppender {
  /** Who spent a receipt, or null. */
  consumption(receiptId: ReceiptId): Promise<Consumption | null>;
  /** Whether the receipt was revoked (the Federation Core's word, in the same store). */
  isRevoked(receiptId: ReceiptId): Promise<boolean>;
  /** 1 in a store that was never restored. */
  consumptionEpoch(): Promise<number>;
  /** The highest policy version that an admitted receipt rested on; 0 before the first. */
  policyVersionSeen(): Promise<number>;
  /** Raises it to `version`; never lowers it. */
  raisePolicyVersionSeen(version: number): Promise<void>;

  /** Unique by `receiptId`: throws `AlreadyPresentError` where the receipt is spent. */
  insertConsumption(consumption: Consumption): Promise<void>;
  /**
   * Inserts an operation that nobody holds yet, due at once. Unique by `operationId` and by
   * `receiptId`: throws `AlreadyPresentError` where either is taken.
   */
  insertOperation(operation: AdmittedOperation): Promise<void>;
  operation(operationId: OperationId): Promise<StoredOperation | null>;
  /** In order of admission. */
  operationsOfRun(runId: RunId): Promise<readonly StoredOperation[]>;
  /** Every operation without a settlement, in order of admission. */
  unsettledOperations(): Promise<readonly StoredOperation[]>;
  /** Every operation settled as `outcome_unknown`, in order of admission. */
  unknownOperations(): Promise<readonly StoredOperation[]>;

  /**
   * Takes an operation that is not settled (or settled as `outcome_unknown`) and that nobody else
   * holds: no lease, a lease of `holder` itself, one whose time is over, or one that ends later than
   * `leaseMs` from now, which a clock told that has gone back since. Raises the epoch by one. Null
   * where any of that does not hold. `until` is judged by the store's clock; `dueAt` is not judged.
   */
  claim(operationId: OperationId, claim: LeaseClaim): Promise<Lease | null>;
  /** Extends the lease to `leaseMs` from now, with the same epoch. */
  renewLease(lease: Lease, leaseMs: number): Promise<Lease>;
  /** Gives the operation back; it is due again at `dueAt`. */
  releaseLease(lease: Lease, dueAt: Instant): Promise<void>;

  /** Appends one line; lines are never changed nor removed. */
  appendJournal(lease: Lease, entry: JournalEntry): Promise<void>;
  /** All lines of an operation, in order of writing. */
  journal(operationId: OperationId): Promise<readonly StoredJournalEntry[]>;

  /**
   * Settles the operation and gives the lease back. Throws `AlreadyPresentError` where it is settled
   * already, unless it is settled as `outcome_unknown`, which a settlement replaces.
   */
  settle(lease: Lease, settlement: Settlement): Promise<void>;

  /** What is known of the limits of `scope`, or null. Kept over restarts, shared by replicas. */
  rateLimitState(scope: string): Promise<RateLimitState | null>;
  /** Replaces what is known of the limits of `scope`. */
  saveRateLimitState(scope: string, state: RateLimitState): Promise<void>;
}

/** What the publisher keeps. */
export interface PublisherStore {
  /**
   * Runs `work` alone: atomic, isolated from every other transaction as if they ran one after the
   * other, and durable once the promise has resolved. If `work` or the commit throws, nothing of it
   * remains and the error is thrown on. Where it cannot be told whether the commit took place (a
   * connection lost on the way), it throws `CommitInDoubtError`. `work` may be run again after a
   * conflict, so it must not do anything but use its transaction.
   */
  transaction<T>(work: (transaction: PublisherTransaction) => Promise<T>): Promise<T>;
}

/** Somebody else has claimed the operation since; nothing was written. */
export class StaleLeaseError extends Error {
  override readonly name = 'StaleLeaseError';
}

/** The key of an insertion is taken; nothing was written. */
export class AlreadyPresentError extends Error {
  override readonly name = 'AlreadyPresentError';
}

/** The commit may or may not have taken place. */
export class CommitInDoubtError extends Error {
  override readonly name = 'CommitInDoubtError';
}
