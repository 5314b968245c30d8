// SPDX-License-Identifier: Apache-2.0
// The publisher's store in memory, for tests: transactions run one after the other, on a copy that
// becomes the state only if everything went well.
import {
  instantFromMs,
  instantToMs,
  operationAuditRecordSchema,
  type Clock,
  type Instant,
  type OperationAuditRecord,
  type OperationId,
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
  type PublisherStore,
  type PublisherTransaction,
  type RateLimitState,
  type Settlement,
  type StoredJournalEntry,
  type StoredOperation,
} from '@marketops/publisher';

interface MemoryState {
  readonly consumptions: Map<string, Consumption>;
  readonly operations: Map<string, StoredOperation>;
  readonly journals: Map<string, readonly StoredJournalEntry[]>;
  readonly limits: Map<string, RateLimitState>;
  readonly audit: OperationAuditRecord[];
  policyVersionSeen: number;
}

/** A `PublisherStore` in memory. */
export class MemoryPublisherStore implements PublisherStore {
  readonly #clock: Clock;
  #state: MemoryState = {
    consumptions: new Map(),
    operations: new Map(),
    journals: new Map(),
    limits: new Map(),
    audit: [],
    policyVersionSeen: 0,
  };
  #last: Promise<unknown> = Promise.resolve();
  /** Receipts that the Federation Core revoked. */
  readonly revoked = new Set<string>();
  /** Raised by whoever restores a backup. */
  epoch = 1;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Everything that was logged, in order. */
  get auditRecords(): readonly OperationAuditRecord[] {
    return this.#state.audit;
  }

  /** Every line of an operation's journal, in order. */
  journalOf(operationId: OperationId): readonly JournalEntry[] {
    return (this.#state.journals.get(operationId) ?? []).map(({ entry }) => entry);
  }

  transaction<T>(work: (transaction: PublisherTransaction) => Promise<T>): Promise<T> {
    const result = this.#last.then(() => this.#run(work));
    // The next transaction begins whether or not this one failed; its caller gets the failure.
    this.#last = result.catch(() => null);
    return result;
  }

  async #run<T>(work: (transaction: PublisherTransaction) => Promise<T>): Promise<T> {
    const before = this.#state;
    const draft: MemoryState = {
      consumptions: new Map(before.consumptions),
      operations: new Map(before.operations),
      journals: new Map(before.journals),
      limits: new Map(before.limits),
      audit: [...before.audit],
      policyVersionSeen: before.policyVersionSeen,
    };
    const { revoked, epoch } = this;
    const value = await work(new MemoryTransaction(draft, this.#clock, { revoked, epoch }));
    this.#state = draft;
    return value;
  }
}

interface AuthoritysWord {
  readonly revoked: ReadonlySet<string>;
  readonly epoch: number;
}

class MemoryTransaction implements PublisherTransaction {
  readonly #state: MemoryState;
  readonly #clock: Clock;
  readonly #authority: AuthoritysWord;

  constructor(state: MemoryState, clock: Clock, authority: AuthoritysWord) {
    this.#state = state;
    this.#clock = clock;
    this.#authority = authority;
  }

  async appendAudit(record: OperationAuditRecord): Promise<number> {
    return this.#state.audit.push(fitDocument(operationAuditRecordSchema, record)) - 1;
  }

  async consumption(receiptId: string): Promise<Consumption | null> {
    return this.#state.consumptions.get(receiptId) ?? null;
  }

  async isRevoked(receiptId: string): Promise<boolean> {
    return this.#authority.revoked.has(receiptId);
  }

  async consumptionEpoch(): Promise<number> {
    return this.#authority.epoch;
  }

  async policyVersionSeen(): Promise<number> {
    return this.#state.policyVersionSeen;
  }

  async raisePolicyVersionSeen(version: number): Promise<void> {
    this.#state.policyVersionSeen = Math.max(this.#state.policyVersionSeen, version);
  }

  async insertConsumption(consumption: Consumption): Promise<void> {
    if (this.#state.consumptions.has(consumption.receiptId)) {
      throw new AlreadyPresentError(`${consumption.receiptId} is spent`);
    }
    this.#state.consumptions.set(consumption.receiptId, consumption);
  }

  async insertOperation(admitted: AdmittedOperation): Promise<void> {
    const taken = this.#all().some(
      (other) =>
        other.admitted.operationId === admitted.operationId ||
        other.admitted.receiptId === admitted.receiptId,
    );
    if (taken) throw new AlreadyPresentError(`${admitted.operationId} is admitted`);
    const dueAt = admitted.admittedAt;
    fitDocument(admittedOperationSchema, admitted);
    const fresh = { admitted, dueAt, leaseEpoch: 0, lease: null, settlement: null };
    this.#state.operations.set(admitted.operationId, fresh);
  }

  async operation(operationId: string): Promise<StoredOperation | null> {
    return this.#state.operations.get(operationId) ?? null;
  }

  async operationsOfRun(runId: string): Promise<readonly StoredOperation[]> {
    return this.#all().filter(({ admitted }) => admitted.runId === runId);
  }

  async unsettledOperations(): Promise<readonly StoredOperation[]> {
    return this.#all().filter(({ settlement }) => settlement === null);
  }

  async unknownOperations(): Promise<readonly StoredOperation[]> {
    return this.#all().filter(({ settlement }) => settlement?.status === 'outcome_unknown');
  }

  async claim(operationId: OperationId, { holder, leaseMs }: LeaseClaim): Promise<Lease | null> {
    const stored = this.#state.operations.get(operationId);
    const nowMs = instantToMs(this.#clock.now());
    if (stored === undefined || !isOpen(stored)) return null;
    const heldUntilMs = stored.lease === null ? 0 : instantToMs(stored.lease.until);
    const held = stored.lease !== null && stored.lease.holder !== holder;
    if (held && heldUntilMs > nowMs && heldUntilMs <= nowMs + leaseMs) return null;
    const epoch = stored.leaseEpoch + 1;
    const lease = { operationId, holder, epoch, until: instantFromMs(nowMs + leaseMs) };
    this.#state.operations.set(operationId, { ...stored, leaseEpoch: epoch, lease });
    return lease;
  }

  async renewLease(lease: Lease, leaseMs: number): Promise<Lease> {
    const until = instantFromMs(instantToMs(this.#clock.now()) + leaseMs);
    const renewed = { ...lease, until };
    this.#change(lease, { lease: renewed });
    return renewed;
  }

  async releaseLease(lease: Lease, dueAt: Instant): Promise<void> {
    this.#change(lease, { lease: null, dueAt });
  }

  async appendJournal(lease: Lease, entry: JournalEntry): Promise<void> {
    this.#change(lease, {});
    const kept = fitDocument(journalEntrySchema, entry);
    const lines = this.#state.journals.get(lease.operationId) ?? [];
    const line = { sequence: lines.length + 1, leaseEpoch: lease.epoch, entry: kept };
    this.#state.journals.set(lease.operationId, [...lines, line]);
  }

  async journal(operationId: string): Promise<readonly StoredJournalEntry[]> {
    return this.#state.journals.get(operationId) ?? [];
  }

  async settle(lease: Lease, settlement: Settlement): Promise<void> {
    const stored = this.#state.operations.get(lease.operationId);
    if (stored !== undefined && !isOpen(stored)) {
      throw new AlreadyPresentError(`${lease.operationId} is settled`);
    }
    this.#change(lease, { lease: null, settlement: fitDocument(settlementSchema, settlement) });
  }

  async rateLimitState(scope: string): Promise<RateLimitState | null> {
    return this.#state.limits.get(scope) ?? null;
  }

  async saveRateLimitState(scope: string, state: RateLimitState): Promise<void> {
    this.#state.limits.set(scope, fitDocument(rateLimitStateSchema, state));
  }

  #all(): readonly StoredOperation[] {
    return [...this.#state.operations.values()];
  }

  #change(lease: Lease, change: Partial<StoredOperation>): void {
    const stored = this.#state.operations.get(lease.operationId);
    const ours = stored?.lease?.epoch === lease.epoch && stored.lease.holder === lease.holder;
    if (stored === undefined || !ours) {
      throw new StaleLeaseError(`the lease ${lease.epoch} has passed to somebody else`);
    }
    this.#state.operations.set(lease.operationId, { ...stored, ...change });
  }
}

function isOpen({ settlement }: StoredOperation): boolean {
  return settlement === null || settlement.status === 'outcome_unknown';
}
