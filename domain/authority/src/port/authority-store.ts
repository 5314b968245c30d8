// SPDX-License-Identifier: Apache-2.0
// What the Federation Core keeps. State and audit record are durable together or not at all, and what
// is spent is the publisher's word, read here from the same store.
import type {
  AuditAppender,
  Instant,
  OperationId,
  ReceiptId,
  RequestId,
  RunId,
  Sha256Digest,
} from '@marketops/core';
import type { ApprovalRequest } from '../approval/approval-request.ts';
import type { RecordedApproval, Withdrawal } from '../approval/recorded-approval.ts';
import type { AcceptedPolicy } from '../policy/accepted-policy.ts';
import type { MintRecord, Revocation } from '../receipt/mint-record.ts';
import type { AcceptedTrustRoot } from '../trust/accepted-trust-root.ts';

/**
 * One transaction. Reads see the transaction's own writes and no other's that are not committed.
 * Each `insert` throws where the key it names is taken, and the transaction then has no effect.
 * Lists are in the order of insertion.
 */
export interface AuthorityTransaction extends AuditAppender {
  /** Unique by `requestId` and by `instance`. */
  insertRequest(request: ApprovalRequest): Promise<void>;
  request(requestId: RequestId): Promise<ApprovalRequest | null>;
  requestsForPlan(planDigest: Sha256Digest): Promise<readonly ApprovalRequest[]>;
  /** Requests whose life ends after `instant`. */
  requestsLiveAt(instant: Instant): Promise<readonly ApprovalRequest[]>;

  /** Unique by `digest`. */
  insertApproval(approval: RecordedApproval): Promise<void>;
  /** Every accepted statement of a ceremony, withdrawn ones and denials included. */
  approvals(requestId: RequestId): Promise<readonly RecordedApproval[]>;
  /** Unique by `approvalDigest`. */
  insertWithdrawal(withdrawal: Withdrawal): Promise<void>;
  withdrawals(requestId: RequestId): Promise<readonly Withdrawal[]>;

  /** Unique by `receiptId`. */
  insertMint(mint: MintRecord): Promise<void>;
  mint(receiptId: ReceiptId): Promise<MintRecord | null>;
  mintsOfOperation(operationId: OperationId): Promise<readonly MintRecord[]>;
  mintsOfRequest(requestId: RequestId): Promise<readonly MintRecord[]>;
  mintsOfRun(runId: RunId): Promise<readonly MintRecord[]>;
  /** Mints whose receipt expires after `instant`, whether spent, revoked or neither. */
  mintsUnexpiredAt(instant: Instant): Promise<readonly MintRecord[]>;
  /** Whether a publisher that shares this store has spent the receipt. */
  isConsumed(receiptId: ReceiptId): Promise<boolean>;
  /** Unique by `receiptId`. */
  insertRevocation(revocation: Revocation): Promise<void>;
  revocation(receiptId: ReceiptId): Promise<Revocation | null>;

  /** 1 in a store that was never restored. */
  consumptionEpoch(): Promise<number>;
  /** Raises the epoch to `floor`, and by one at least, and returns it; it never falls. */
  bumpConsumptionEpoch(floor: number): Promise<number>;

  /** The policy accepted last, null before the first. */
  acceptedPolicy(): Promise<AcceptedPolicy | null>;
  /** Throws unless the version is higher than every accepted one. */
  insertAcceptedPolicy(policy: AcceptedPolicy): Promise<void>;
  /** The trust root accepted last, null before the first. */
  acceptedTrustRoot(): Promise<AcceptedTrustRoot | null>;
  /** Throws unless the version is one more than the last accepted, or 1 for the first. */
  insertAcceptedTrustRoot(root: AcceptedTrustRoot): Promise<void>;
}

/** What the Federation Core keeps. */
export interface AuthorityStore {
  /**
   * Runs `work` alone: atomic, isolated from every other transaction, and durable once the promise
   * has resolved. If `work` or the commit throws, nothing of it remains and the error is thrown on.
   * `work` may be run again after a conflict; what an earlier round of it signed is never handed out.
   */
  transaction<T>(work: (transaction: AuthorityTransaction) => Promise<T>): Promise<T>;
}
