// SPDX-License-Identifier: Apache-2.0
// Where runs are kept. Whatever a transaction writes is durable, together with its audit records,
// when `transact` returns, or none of it is.
import type { AuditAppender, Instant, RunId, Sha256Digest } from '@marketops/core';
import type { PlanSeeds } from '../run/plan-seeds.ts';
import type { RunRecord } from '../run/run-record.ts';
import type { StageEvent } from '../run/stage-event.ts';

/** A sealed plan as it is stored. */
export interface StoredPlan {
  readonly runId: RunId;
  readonly planDigest: Sha256Digest;
  readonly bytes: Uint8Array;
}

/** A place in the list of runs, newest first: everything opened before it. */
export interface RunCursor {
  readonly openedAt: Instant;
  readonly runId: RunId;
}

/** Reads of runs. */
export interface RunReader {
  run(runId: RunId): Promise<RunRecord | null>;
  /** Newest first, at most `count`, those before `before` where it is given. */
  runs(count: number, before: RunCursor | null): Promise<readonly RunRecord[]>;
  /** What the run's plan was drawn from; null for an unknown run. */
  seeds(runId: RunId): Promise<PlanSeeds | null>;
  /** In ascending order, those whose sequence is greater than `after`. */
  events(runId: RunId, after: number): Promise<readonly StageEvent[]>;
  plan(runId: RunId): Promise<StoredPlan | null>;
  /** The exact bytes of the run's proof ledger. */
  ledger(runId: RunId): Promise<Uint8Array | null>;
}

/** Writes of runs, inside one transaction. */
export interface RunTransaction extends AuditAppender {
  /** Throws if the run exists. */
  insertRun(run: RunRecord, seeds: PlanSeeds): Promise<void>;
  /** Replaces the record of a run that exists; throws if it does not. */
  updateRun(run: RunRecord): Promise<void>;
  /** Appends; throws unless `sequence` is one more than the run's last. */
  appendEvent(event: StageEvent): Promise<void>;
  /** Throws if the run has a plan. */
  insertPlan(plan: StoredPlan): Promise<void>;
  /** Throws if the run has a ledger. */
  insertLedger(runId: RunId, ledgerDigest: Sha256Digest, bytes: Uint8Array): Promise<void>;
}

/** Keeps runs. */
export interface RunStore extends RunReader {
  transact<T>(work: (transaction: RunTransaction) => Promise<T>): Promise<T>;
}
