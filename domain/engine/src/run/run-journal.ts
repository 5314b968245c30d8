// SPDX-License-Identifier: Apache-2.0
// Writes one run down while it goes. Each event is durable, together with the state and the audit
// record that belong to it, before the next thing happens; whoever watches sees it after that.
import { auditRecord, type Clock, type OperationAuditRecord } from '@marketops/core';
import type { SealedPlan } from '../plan/sealed-plan.ts';
import type { RunStore, RunTransaction } from '../port/run-store.ts';
import type { SealedLedger } from '../stage/seal.ts';
import type { PlanSeeds } from './plan-seeds.ts';
import type { RunRecord } from './run-record.ts';
import type { Happening, StageEvent } from './stage-event.ts';

/** Watches a run. What it throws is not caught: a watcher that fails ends the run. */
export interface RunObserver {
  onEvent(event: StageEvent): void;
}

/** What a journal writes with. */
export interface JournalPorts {
  readonly runs: RunStore;
  readonly clock: Clock;
  readonly observer: RunObserver | null;
}

/** What is written in the same transaction as an event. */
type Alongside = (transaction: RunTransaction, event: StageEvent) => Promise<void>;

/** The journal of one run. */
export class RunJournal {
  readonly #ports: JournalPorts;
  readonly #events: StageEvent[] = [];
  #record: RunRecord;

  private constructor(ports: JournalPorts, record: RunRecord) {
    this.#ports = ports;
    this.#record = record;
  }

  /** Opens a run: its record, its seeds, its first event and its audit record, or none of them. */
  static async open(ports: JournalPorts, record: RunRecord, seeds: PlanSeeds): Promise<RunJournal> {
    const journal = new RunJournal(ports, record);
    const { mode, dryRunId } = record;
    await journal.#append({ kind: 'run.started', mode, dryRunId }, async (transaction, event) => {
      await transaction.insertRun(record, seeds);
      await transaction.appendAudit(journal.#audit('run.opened', event));
    });
    return journal;
  }

  get record(): RunRecord {
    return this.#record;
  }

  /** Every event so far, in order. */
  get events(): readonly StageEvent[] {
    return this.#events;
  }

  /** Takes note of what the run has learnt; it is durable with the next event. */
  note(learnt: Partial<RunRecord>): void {
    this.#record = { ...this.#record, ...learnt };
  }

  /** Writes an event that changes nothing but the run's own record. */
  async tell(happening: Happening): Promise<void> {
    await this.#append(happening, (transaction) => transaction.updateRun(this.#record));
  }

  /** Stores the plan with its event and its audit record. */
  async planGenerated({ plan, bytes, digest }: SealedPlan): Promise<void> {
    const record = { ...this.#record, planDigest: digest };
    const happening: Happening = {
      kind: 'plan.generated',
      planDigest: digest,
      operations: plan.operations.length,
      notShipped: plan.notShipped.length,
    };
    await this.#append(happening, async (transaction, event) => {
      const { runId } = record;
      await transaction.insertPlan({ runId, planDigest: digest, bytes });
      await transaction.updateRun(record);
      const details = { repository: plan.repository, planDigest: digest };
      await transaction.appendAudit({ ...this.#audit('plan.sealed', event), ...details });
    });
    this.#record = record;
  }

  /** Stores the ledger with its event and its audit record. */
  async ledgerSealed({ bytes, digest }: SealedLedger): Promise<void> {
    const record = { ...this.#record, ledgerDigest: digest };
    const happening: Happening = { kind: 'ledger.sealed', ledgerDigest: digest };
    await this.#append(happening, async (transaction, event) => {
      const { runId, planDigest } = record;
      await transaction.insertLedger(runId, digest, bytes);
      await transaction.updateRun(record);
      const details = { planDigest, documentDigest: digest };
      await transaction.appendAudit({ ...this.#audit('ledger.sealed', event), ...details });
    });
    this.#record = record;
  }

  #audit(name: OperationAuditRecord['event'], event: StageEvent): OperationAuditRecord {
    const { runId, mode, proposer } = this.#record;
    return auditRecord({ recordedAt: event.at, event: name, mode, runId, actor: proposer.id });
  }

  async #append(happening: Happening, alongside: Alongside): Promise<void> {
    const { runs, clock, observer } = this.#ports;
    const event: StageEvent = {
      schema: 'urn:marketops:stage-event:v1',
      runId: this.#record.runId,
      sequence: this.#events.length + 1,
      at: clock.now(),
      happening,
    };
    await runs.transact(async (transaction) => {
      await alongside(transaction, event);
      await transaction.appendEvent(event);
    });
    this.#events.push(event);
    observer?.onEvent(event);
  }
}
