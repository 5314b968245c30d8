// SPDX-License-Identifier: Apache-2.0
// What the publisher keeps, inside the present transaction. Leases are judged by the store's own
// clock and by the epoch: whoever lost the lease changes nothing.
import {
  instantFromMs,
  instantToMs,
  operationAuditRecordSchema,
  operationIds,
  parseInstant,
  receiptIds,
  type Clock,
  type Instant,
  type OperationAuditRecord,
  type OperationId,
  type ReceiptId,
  type RunId,
} from '@marketops/core';
import {
  admittedOperationSchema,
  AlreadyPresentError,
  fitDocument,
  journalEntrySchema,
  rateLimitStateSchema,
  settlementSchema,
  StaleLeaseError,
  type AdmittedOperation,
  type Consumption,
  type JournalEntry,
  type Lease,
  type LeaseClaim,
  type PublisherTransaction,
  type RateLimitState,
  type Settlement,
  type StoredJournalEntry,
  type StoredOperation,
} from '@marketops/publisher';
import { documentText, integerOf, readDocument, readText } from '../columns.ts';
import type { SqliteConnection } from '../sqlite-connection.ts';
import type { LogTable } from './log-table.ts';
import { storedOperationOf } from './stored-operation.ts';
import { readWatermark } from './watermark.ts';

const isOpen = "(status IS NULL OR status = 'outcome_unknown')";

/** The publisher's transaction over SQLite. */
export class PublisherTable implements PublisherTransaction {
  readonly #connection: SqliteConnection;
  readonly #log: LogTable;
  readonly #clock: Clock;

  constructor(connection: SqliteConnection, log: LogTable, clock: Clock) {
    this.#connection = connection;
    this.#log = log;
    this.#clock = clock;
  }

  async appendAudit(record: OperationAuditRecord): Promise<number> {
    return this.#log.appendAudit(fitDocument(operationAuditRecordSchema, record));
  }

  async consumption(receiptId: ReceiptId): Promise<Consumption | null> {
    const row = this.#connection.one('SELECT * FROM consumption WHERE receipt_id = ?', receiptId);
    if (row === null) return null;
    return {
      receiptId: readText(row, 'receipt_id', receiptIds.parse),
      operationId: readText(row, 'operation_id', operationIds.parse),
      consumedAt: readText(row, 'consumed_at', parseInstant),
    };
  }

  async isRevoked(receiptId: ReceiptId): Promise<boolean> {
    return (
      this.#connection.one('SELECT 1 FROM revocation WHERE receipt_id = ?', receiptId) !== null
    );
  }

  async consumptionEpoch(): Promise<number> {
    return readWatermark(this.#connection, 'consumption_epoch');
  }

  async policyVersionSeen(): Promise<number> {
    return readWatermark(this.#connection, 'policy_version_seen');
  }

  async raisePolicyVersionSeen(version: number): Promise<void> {
    this.#connection.run(
      "UPDATE watermark SET value = max(value, ?) WHERE name = 'policy_version_seen'",
      version,
    );
  }

  async insertConsumption(consumption: Consumption): Promise<void> {
    const inserted = this.#connection.run(
      `INSERT INTO consumption (receipt_id, operation_id, consumed_at) VALUES (?, ?, ?)
       ON CONFLICT DO NOTHING`,
      consumption.receiptId,
      consumption.operationId,
      consumption.consumedAt,
    );
    if (inserted === 0) throw new AlreadyPresentError(`${consumption.receiptId} is spent`);
  }

  async insertOperation(operation: AdmittedOperation): Promise<void> {
    const inserted = this.#connection.run(
      `INSERT INTO operation (operation_id, receipt_id, run_id, admitted, due_at_ms)
       VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
      operation.operationId,
      operation.receiptId,
      operation.runId,
      documentText(fitDocument(admittedOperationSchema, operation)),
      instantToMs(operation.admittedAt),
    );
    if (inserted === 0) throw new AlreadyPresentError(`${operation.operationId} is admitted`);
  }

  async operation(operationId: OperationId): Promise<StoredOperation | null> {
    const row = this.#connection.one('SELECT * FROM operation WHERE operation_id = ?', operationId);
    return row === null ? null : storedOperationOf(row);
  }

  async operationsOfRun(runId: RunId): Promise<readonly StoredOperation[]> {
    return this.#connection
      .all('SELECT * FROM operation WHERE run_id = ? ORDER BY admission', runId)
      .map(storedOperationOf);
  }

  async unsettledOperations(): Promise<readonly StoredOperation[]> {
    return this.#connection
      .all('SELECT * FROM operation WHERE status IS NULL ORDER BY admission')
      .map(storedOperationOf);
  }

  async unknownOperations(): Promise<readonly StoredOperation[]> {
    return this.#connection
      .all("SELECT * FROM operation WHERE status = 'outcome_unknown' ORDER BY admission")
      .map(storedOperationOf);
  }

  async claim(operationId: OperationId, { holder, leaseMs }: LeaseClaim): Promise<Lease | null> {
    const nowMs = instantToMs(this.#clock.now());
    const untilMs = nowMs + leaseMs;
    const row = this.#connection.one(
      `UPDATE operation
       SET lease_epoch = lease_epoch + 1, lease_holder = ?, lease_until_ms = ?
       WHERE operation_id = ? AND ${isOpen}
         AND (lease_holder IS NULL OR lease_holder = ?
              OR lease_until_ms <= ? OR lease_until_ms > ?)
       RETURNING lease_epoch`,
      holder,
      untilMs,
      operationId,
      holder,
      nowMs,
      untilMs,
    );
    if (row === null) return null;
    const epoch = integerOf(row, 'lease_epoch');
    return { operationId, holder, epoch, until: instantFromMs(untilMs) };
  }

  async renewLease(lease: Lease, leaseMs: number): Promise<Lease> {
    const untilMs = instantToMs(this.#clock.now()) + leaseMs;
    this.#changeLeased(lease, 'lease_until_ms = ?', untilMs);
    return { ...lease, until: instantFromMs(untilMs) };
  }

  async releaseLease(lease: Lease, dueAt: Instant): Promise<void> {
    this.#changeLeased(
      lease,
      'lease_holder = NULL, lease_until_ms = NULL, due_at_ms = ?',
      instantToMs(dueAt),
    );
  }

  async appendJournal(lease: Lease, entry: JournalEntry): Promise<void> {
    const inserted = this.#connection.run(
      `INSERT INTO journal (operation_id, sequence, lease_epoch, entry)
       SELECT operation_id,
              (SELECT coalesce(max(sequence), 0) + 1 FROM journal WHERE operation_id = ?1),
              lease_epoch, ?2
       FROM operation WHERE operation_id = ?1 AND lease_epoch = ?3 AND lease_holder = ?4`,
      lease.operationId,
      documentText(fitDocument(journalEntrySchema, entry)),
      lease.epoch,
      lease.holder,
    );
    if (inserted === 0) throw staleLease(lease);
  }

  async journal(operationId: OperationId): Promise<readonly StoredJournalEntry[]> {
    return this.#connection
      .all('SELECT * FROM journal WHERE operation_id = ? ORDER BY sequence', operationId)
      .map((row) => ({
        sequence: integerOf(row, 'sequence'),
        leaseEpoch: integerOf(row, 'lease_epoch'),
        entry: readDocument(row, 'entry', journalEntrySchema),
      }));
  }

  async settle(lease: Lease, settlement: Settlement): Promise<void> {
    const stored = await this.operation(lease.operationId);
    const settled = stored?.settlement ?? null;
    if (settled !== null && settled.status !== 'outcome_unknown') {
      throw new AlreadyPresentError(`${lease.operationId} is settled`);
    }
    this.#changeLeased(
      lease,
      'lease_holder = NULL, lease_until_ms = NULL, status = ?, settlement = ?',
      settlement.status,
      documentText(fitDocument(settlementSchema, settlement)),
    );
  }

  async rateLimitState(scope: string): Promise<RateLimitState | null> {
    const row = this.#connection.one('SELECT state FROM rate_limit WHERE scope = ?', scope);
    return row === null ? null : readDocument(row, 'state', rateLimitStateSchema);
  }

  async saveRateLimitState(scope: string, state: RateLimitState): Promise<void> {
    this.#connection.run(
      `INSERT INTO rate_limit (scope, state) VALUES (?, ?)
       ON CONFLICT (scope) DO UPDATE SET state = excluded.state`,
      scope,
      documentText(fitDocument(rateLimitStateSchema, state)),
    );
  }

  #changeLeased(lease: Lease, assignments: string, ...values: (string | number)[]): void {
    const changed = this.#connection.run(
      `UPDATE operation SET ${assignments}
       WHERE operation_id = ? AND lease_epoch = ? AND lease_holder = ?`,
      ...values,
      lease.operationId,
      lease.epoch,
      lease.holder,
    );
    if (changed === 0) throw staleLease(lease);
  }
}

function staleLease({ operationId, epoch }: Lease): StaleLeaseError {
  return new StaleLeaseError(`the lease ${epoch} of ${operationId} has passed to somebody else`);
}
