// SPDX-License-Identifier: Apache-2.0
// The Federation Core's store in memory, for tests: transactions run one after the other, on a copy
// that becomes the state only if everything went well. A commit can be made to fail.
import type {
  AcceptedPolicy,
  AcceptedTrustRoot,
  ApprovalRequest,
  AuthorityStore,
  AuthorityTransaction,
  MintRecord,
  RecordedApproval,
  Revocation,
  Withdrawal,
} from '@marketops/authority';
import { instantToMs, type OperationAuditRecord, type ReceiptId } from '@marketops/core';

/** Everything that the store holds; insertion order is kept. */
interface MemoryState {
  readonly requests: Map<string, ApprovalRequest>;
  readonly approvals: Map<string, RecordedApproval>;
  readonly withdrawals: Map<string, Withdrawal>;
  readonly mints: Map<string, MintRecord>;
  readonly revocations: Map<string, Revocation>;
  readonly consumed: Set<string>;
  readonly policies: AcceptedPolicy[];
  readonly roots: AcceptedTrustRoot[];
  readonly audit: OperationAuditRecord[];
  epoch: number;
}

/** An `AuthorityStore` in memory. */
export class MemoryAuthorityStore implements AuthorityStore {
  #state: MemoryState = emptyState();
  #last: Promise<unknown> = Promise.resolve();
  #commitFault: Error | null = null;

  transaction<T>(work: (transaction: AuthorityTransaction) => Promise<T>): Promise<T> {
    const result = this.#last.then(() => this.#run(work));
    // The next transaction begins whether or not this one failed; its caller gets the failure.
    this.#last = result.catch(() => null);
    return result;
  }

  /** Everything that was logged, in order. */
  get auditRecords(): readonly OperationAuditRecord[] {
    return this.#state.audit;
  }

  /** Every receipt that was minted, in order. */
  get mints(): readonly MintRecord[] {
    return [...this.#state.mints.values()];
  }

  /** Marks a receipt as spent, as a publisher over the same store does. */
  markConsumed(receiptId: ReceiptId): void {
    this.#state.consumed.add(receiptId);
  }

  /** Makes the next commit throw `fault`; nothing of its transaction remains. */
  failNextCommit(fault: Error): void {
    this.#commitFault = fault;
  }

  async #run<T>(work: (transaction: AuthorityTransaction) => Promise<T>): Promise<T> {
    const draft = copyOf(this.#state);
    const value = await work(transactionOn(draft));
    const fault = this.#commitFault;
    this.#commitFault = null;
    if (fault !== null) throw fault;
    this.#state = draft;
    return value;
  }
}

function emptyState(): MemoryState {
  return {
    requests: new Map(),
    approvals: new Map(),
    withdrawals: new Map(),
    mints: new Map(),
    revocations: new Map(),
    consumed: new Set(),
    policies: [],
    roots: [],
    audit: [],
    epoch: 1,
  };
}

function copyOf(state: MemoryState): MemoryState {
  return {
    requests: new Map(state.requests),
    approvals: new Map(state.approvals),
    withdrawals: new Map(state.withdrawals),
    mints: new Map(state.mints),
    revocations: new Map(state.revocations),
    consumed: new Set(state.consumed),
    policies: [...state.policies],
    roots: [...state.roots],
    audit: [...state.audit],
    epoch: state.epoch,
  };
}

function transactionOn(state: MemoryState): AuthorityTransaction {
  const { requests, approvals, withdrawals, mints, revocations, consumed } = state;
  return {
    ...ceremonyPart(state),
    appendAudit: async (record) => state.audit.push(record) - 1,
    insertApproval: async (approval) => insert(approvals, approval.digest, approval),
    approvals: async (requestId) => valuesWhere(approvals, (a) => a.requestId === requestId),
    insertWithdrawal: async (withdrawal) =>
      insert(withdrawals, withdrawal.approvalDigest, withdrawal),
    withdrawals: async (requestId) => valuesWhere(withdrawals, (w) => w.requestId === requestId),
    insertMint: async (mint) => insert(mints, mint.receiptId, mint),
    mint: async (receiptId) => mints.get(receiptId) ?? null,
    mintsOfOperation: async (id) => valuesWhere(mints, (mint) => mint.operationId === id),
    mintsOfRequest: async (id) => valuesWhere(mints, (mint) => mint.requestId === id),
    mintsOfRun: async (runId) => valuesWhere(mints, (mint) => mint.runId === runId),
    mintsUnexpiredAt: async (instant) =>
      valuesWhere(mints, (mint) => instantToMs(mint.expiresAt) > instantToMs(instant)),
    isConsumed: async (receiptId) => consumed.has(receiptId),
    insertRevocation: async (revocation) => insert(revocations, revocation.receiptId, revocation),
    revocation: async (receiptId) => revocations.get(receiptId) ?? null,
    request: async (requestId) => requests.get(requestId) ?? null,
  };
}

type CeremonyPart = Pick<
  AuthorityTransaction,
  | 'insertRequest'
  | 'requestsForPlan'
  | 'requestsLiveAt'
  | 'consumptionEpoch'
  | 'bumpConsumptionEpoch'
  | 'acceptedPolicy'
  | 'insertAcceptedPolicy'
  | 'acceptedTrustRoot'
  | 'insertAcceptedTrustRoot'
>;

function ceremonyPart(state: MemoryState): CeremonyPart {
  const { requests, policies, roots } = state;
  return {
    insertRequest: async (request) => {
      const taken = valuesWhere(requests, ({ instance }) => instance === request.instance);
      if (taken.length > 0) throw new Error(`the instance ${request.instance} is taken`);
      insert(requests, request.requestId, request);
    },
    requestsForPlan: async (digest) => valuesWhere(requests, (r) => r.planDigest === digest),
    requestsLiveAt: async (instant) =>
      valuesWhere(requests, (r) => instantToMs(r.expiresAt) > instantToMs(instant)),
    consumptionEpoch: async () => state.epoch,
    bumpConsumptionEpoch: async (floor) => {
      state.epoch = Math.max(state.epoch + 1, floor);
      return state.epoch;
    },
    acceptedPolicy: async () => policies.at(-1) ?? null,
    insertAcceptedPolicy: async (policy) => {
      const highest = policies.at(-1)?.reference.version ?? 0;
      if (policy.reference.version <= highest) throw new Error('policy versions only rise');
      policies.push(policy);
    },
    acceptedTrustRoot: async () => roots.at(-1) ?? null,
    insertAcceptedTrustRoot: async (root) => {
      if (root.version !== (roots.at(-1)?.version ?? 0) + 1) {
        throw new Error('trust roots follow one another without a gap');
      }
      roots.push(root);
    },
  };
}

function insert<T>(map: Map<string, T>, key: string, value: T): void {
  if (map.has(key)) throw new Error(`${key} is taken`);
  map.set(key, value);
}

function valuesWhere<T>(map: ReadonlyMap<string, T>, holds: (value: T) => boolean): readonly T[] {
  return [...map.values()].filter((value) => holds(value));
}
