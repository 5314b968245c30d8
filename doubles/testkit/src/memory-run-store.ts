// SPDX-License-Identifier: Apache-2.0
// The engine's store in memory, for tests: transactions run one after the other, on a copy that
// becomes the state only if everything went well.
import { canonicalJson, type OperationAuditRecord, type RunId } from '@marketops/core';
import type {
  PlanSeeds,
  RunCursor,
  RunRecord,
  RunStore,
  RunTransaction,
  StageEvent,
  StoredPlan,
} from '@marketops/engine';

interface MemoryState {
  readonly runs: Map<RunId, RunRecord>;
  readonly seeds: Map<RunId, PlanSeeds>;
  readonly events: Map<RunId, readonly StageEvent[]>;
  readonly plans: Map<RunId, StoredPlan>;
  readonly ledgers: Map<RunId, Uint8Array>;
  readonly audit: OperationAuditRecord[];
}

/** A `RunStore` in memory. */
export class MemoryRunStore implements RunStore {
  #state: MemoryState = {
    runs: new Map(),
    seeds: new Map(),
    events: new Map(),
    plans: new Map(),
    ledgers: new Map(),
    audit: [],
  };

  /** Everything that was logged, in order. */
  get auditRecords(): readonly OperationAuditRecord[] {
    return this.#state.audit;
  }

  run(runId: RunId): Promise<RunRecord | null> {
    return Promise.resolve(this.#state.runs.get(runId) ?? null);
  }

  runs(count: number, before: RunCursor | null): Promise<readonly RunRecord[]> {
    const listed = [...this.#state.runs.values()]
      .filter((run) => before === null || placeOf(run) < placeOf(before))
      .toSorted((left, right) => (placeOf(left) < placeOf(right) ? 1 : -1));
    return Promise.resolve(listed.slice(0, count));
  }

  seeds(runId: RunId): Promise<PlanSeeds | null> {
    return Promise.resolve(this.#state.seeds.get(runId) ?? null);
  }

  events(runId: RunId, after: number): Promise<readonly StageEvent[]> {
    const events = this.#state.events.get(runId) ?? [];
    return Promise.resolve(events.filter(({ sequence }) => sequence > after));
  }

  plan(runId: RunId): Promise<StoredPlan | null> {
    return Promise.resolve(this.#state.plans.get(runId) ?? null);
  }

  ledger(runId: RunId): Promise<Uint8Array | null> {
    return Promise.resolve(this.#state.ledgers.get(runId) ?? null);
  }

  async transact<T>(work: (transaction: RunTransaction) => Promise<T>): Promise<T> {
    const draft: MemoryState = {
      runs: new Map(this.#state.runs),
      seeds: new Map(this.#state.seeds),
      events: new Map(this.#state.events),
      plans: new Map(this.#state.plans),
      ledgers: new Map(this.#state.ledgers),
      audit: [...this.#state.audit],
    };
    const value = await work(transactionOn(draft));
    this.#state = draft;
    return value;
  }
}

function placeOf({ openedAt, runId }: RunCursor): string {
  return `${openedAt} ${runId}`;
}

function transactionOn(state: MemoryState): RunTransaction {
  return {
    appendAudit: (record) => {
      canonicalJson(record);
      return settled(() => state.audit.push(record) - 1);
    },
    insertRun: (run, seeds) =>
      settled(() => {
        insert(state.runs, run.runId, run);
        insert(state.seeds, run.runId, seeds);
      }),
    updateRun: (run) =>
      settled(() => {
        if (!state.runs.has(run.runId)) throw new Error('no such run');
        state.runs.set(run.runId, run);
      }),
    appendEvent: (event) =>
      settled(() => {
        const events = state.events.get(event.runId) ?? [];
        if (event.sequence !== events.length + 1) throw new Error('an event out of sequence');
        state.events.set(event.runId, [...events, event]);
      }),
    insertPlan: (plan) => settled(() => insert(state.plans, plan.runId, plan)),
    insertLedger: (runId, _digest, bytes) => settled(() => insert(state.ledgers, runId, bytes)),
  };
}

function insert<V>(table: Map<RunId, V>, key: RunId, value: V): void {
  if (table.has(key)) throw new Error('a second row of one key');
  table.set(key, value);
}

/** What `work` throws becomes a rejection, as with any store. */
function settled<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(work());
  });
}
