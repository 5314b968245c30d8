// SPDX-License-Identifier: Apache-2.0
// Runs, their events, plans and ledgers, inside the present transaction.
import {
  instantToMs,
  parseSha256Digest,
  type OperationAuditRecord,
  type RunId,
  type Sha256Digest,
} from '@marketops/core';
import {
  planSeedsSchema,
  runRecordSchema,
  stageEventSchema,
  type PlanSeeds,
  type RunCursor,
  type RunReader,
  type RunRecord,
  type RunTransaction,
  type StageEvent,
  type StoredPlan,
} from '@marketops/engine';
import { bytesOf, documentText, integerOf, readDocument, readText } from '../columns.ts';
import type { SqliteConnection } from '../sqlite-connection.ts';
import type { LogTable } from './log-table.ts';

/** The engine's transaction over SQLite, which reads as well. */
export class RunTable implements RunTransaction, RunReader {
  readonly #connection: SqliteConnection;
  readonly #log: LogTable;

  constructor(connection: SqliteConnection, log: LogTable) {
    this.#connection = connection;
    this.#log = log;
  }

  appendAudit(record: OperationAuditRecord): Promise<number> {
    return this.#log.appendAudit(record);
  }

  async insertRun(run: RunRecord, seeds: PlanSeeds): Promise<void> {
    this.#connection.run(
      'INSERT INTO run (run_id, opened_at_ms, record, seeds) VALUES (?, ?, ?, ?)',
      run.runId,
      instantToMs(run.openedAt),
      documentText(run),
      documentText(seeds),
    );
  }

  async updateRun(run: RunRecord): Promise<void> {
    const changed = this.#connection.run(
      'UPDATE run SET record = ? WHERE run_id = ?',
      documentText(run),
      run.runId,
    );
    if (changed === 0) throw new RangeError(`there is no run ${run.runId}`);
  }

  async appendEvent(event: StageEvent): Promise<void> {
    const row = this.#connection.one(
      'SELECT coalesce(max(sequence), 0) + 1 AS next FROM run_event WHERE run_id = ?',
      event.runId,
    );
    const next = row === null ? 1 : integerOf(row, 'next');
    if (event.sequence !== next) {
      throw new RangeError(`event ${event.sequence} of ${event.runId} is not the next, ${next}`);
    }
    this.#connection.run(
      'INSERT INTO run_event (run_id, sequence, event) VALUES (?, ?, ?)',
      event.runId,
      event.sequence,
      documentText(event),
    );
  }

  async insertPlan(plan: StoredPlan): Promise<void> {
    this.#connection.run(
      'INSERT INTO run_plan (run_id, plan_digest, plan) VALUES (?, ?, ?)',
      plan.runId,
      plan.planDigest,
      plan.bytes,
    );
  }

  async insertLedger(runId: RunId, ledgerDigest: Sha256Digest, bytes: Uint8Array): Promise<void> {
    this.#connection.run(
      'INSERT INTO run_ledger (run_id, ledger_digest, ledger) VALUES (?, ?, ?)',
      runId,
      ledgerDigest,
      bytes,
    );
  }

  async run(runId: RunId): Promise<RunRecord | null> {
    const row = this.#connection.one('SELECT record FROM run WHERE run_id = ?', runId);
    return row === null ? null : readDocument(row, 'record', runRecordSchema);
  }

  async runs(count: number, before: RunCursor | null): Promise<readonly RunRecord[]> {
    const openedBeforeMs = before === null ? Number.MAX_SAFE_INTEGER : instantToMs(before.openedAt);
    return this.#connection
      .all(
        `SELECT record FROM run WHERE (opened_at_ms, run_id) < (?, ?)
         ORDER BY opened_at_ms DESC, run_id DESC LIMIT ?`,
        openedBeforeMs,
        before?.runId ?? '',
        count,
      )
      .map((row) => readDocument(row, 'record', runRecordSchema));
  }

  async seeds(runId: RunId): Promise<PlanSeeds | null> {
    const row = this.#connection.one('SELECT seeds FROM run WHERE run_id = ?', runId);
    return row === null ? null : readDocument(row, 'seeds', planSeedsSchema);
  }

  async events(runId: RunId, after: number): Promise<readonly StageEvent[]> {
    return this.#connection
      .all(
        'SELECT event FROM run_event WHERE run_id = ? AND sequence > ? ORDER BY sequence',
        runId,
        after,
      )
      .map((row) => readDocument(row, 'event', stageEventSchema));
  }

  async plan(runId: RunId): Promise<StoredPlan | null> {
    const row = this.#connection.one('SELECT * FROM run_plan WHERE run_id = ?', runId);
    if (row === null) return null;
    const planDigest = readText(row, 'plan_digest', parseSha256Digest);
    return { runId, planDigest, bytes: bytesOf(row, 'plan') };
  }

  async ledger(runId: RunId): Promise<Uint8Array | null> {
    const row = this.#connection.one('SELECT ledger FROM run_ledger WHERE run_id = ?', runId);
    return row === null ? null : bytesOf(row, 'ledger');
  }
}
