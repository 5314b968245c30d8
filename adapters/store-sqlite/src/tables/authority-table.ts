// SPDX-License-Identifier: Apache-2.0
// What the Federation Core keeps, inside the present transaction.
import {
  instantToMs,
  type Instant,
  type OperationAuditRecord,
  type OperationId,
  type ReceiptId,
  type RequestId,
  type RunId,
  type Sha256Digest,
} from '@marketops/core';
import {
  approvalRequestSchema,
  type AcceptedPolicy,
  type AcceptedTrustRoot,
  type ApprovalRequest,
  type AuthorityTransaction,
  type MintRecord,
  type RecordedApproval,
  type Revocation,
  type Withdrawal,
} from '@marketops/authority';
import { documentText, readDocument } from '../columns.ts';
import type { SqliteConnection } from '../sqlite-connection.ts';
import {
  acceptedPolicyOf,
  acceptedTrustRootOf,
  mintDocument,
  mintOf,
  recordedApprovalOf,
  revocationOf,
  withdrawalOf,
} from './authority-rows.ts';
import type { LogTable } from './log-table.ts';
import { readWatermark } from './watermark.ts';

/** The Federation Core's transaction over SQLite. */
export class AuthorityTable implements AuthorityTransaction {
  readonly #connection: SqliteConnection;
  readonly #log: LogTable;

  constructor(connection: SqliteConnection, log: LogTable) {
    this.#connection = connection;
    this.#log = log;
  }

  appendAudit(record: OperationAuditRecord): Promise<number> {
    return this.#log.appendAudit(record);
  }

  async insertRequest(request: ApprovalRequest): Promise<void> {
    this.#connection.run(
      `INSERT INTO approval_request (request_id, instance, plan_digest, expires_at_ms, request)
       VALUES (?, ?, ?, ?, ?)`,
      request.requestId,
      request.instance,
      request.planDigest,
      instantToMs(request.expiresAt),
      documentText(request),
    );
  }

  async request(requestId: RequestId): Promise<ApprovalRequest | null> {
    const [request] = this.#requests('request_id = ?', requestId);
    return request ?? null;
  }

  async requestsForPlan(planDigest: Sha256Digest): Promise<readonly ApprovalRequest[]> {
    return this.#requests('plan_digest = ?', planDigest);
  }

  async requestsLiveAt(instant: Instant): Promise<readonly ApprovalRequest[]> {
    return this.#requests('expires_at_ms > ?', instantToMs(instant));
  }

  async insertApproval(approval: RecordedApproval): Promise<void> {
    this.#connection.run(
      `INSERT INTO approval (digest, request_id, person_id, key_id, decision, decided_at,
                             expires_at, recorded_at, envelope)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      approval.digest,
      approval.requestId,
      approval.personId,
      approval.keyId,
      approval.decision,
      approval.decidedAt,
      approval.expiresAt,
      approval.recordedAt,
      approval.envelope,
    );
  }

  async approvals(requestId: RequestId): Promise<readonly RecordedApproval[]> {
    return this.#connection
      .all('SELECT * FROM approval WHERE request_id = ? ORDER BY number', requestId)
      .map(recordedApprovalOf);
  }

  async insertWithdrawal(withdrawal: Withdrawal): Promise<void> {
    this.#connection.run(
      `INSERT INTO withdrawal (approval_digest, request_id, person_id, withdrawn_at, reason)
       VALUES (?, ?, ?, ?, ?)`,
      withdrawal.approvalDigest,
      withdrawal.requestId,
      withdrawal.personId,
      withdrawal.withdrawnAt,
      withdrawal.reason,
    );
  }

  async withdrawals(requestId: RequestId): Promise<readonly Withdrawal[]> {
    return this.#connection
      .all('SELECT * FROM withdrawal WHERE request_id = ? ORDER BY number', requestId)
      .map(withdrawalOf);
  }

  async insertMint(mint: MintRecord): Promise<void> {
    this.#connection.run(
      `INSERT INTO mint (receipt_id, request_id, run_id, operation_id, expires_at_ms, mint, envelope)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      mint.receiptId,
      mint.requestId,
      mint.runId,
      mint.operationId,
      instantToMs(mint.expiresAt),
      mintDocument(mint),
      mint.envelope,
    );
  }

  async mint(receiptId: ReceiptId): Promise<MintRecord | null> {
    const [mint] = this.#mints('receipt_id = ?', receiptId);
    return mint ?? null;
  }

  async mintsOfOperation(operationId: OperationId): Promise<readonly MintRecord[]> {
    return this.#mints('operation_id = ?', operationId);
  }

  async mintsOfRequest(requestId: RequestId): Promise<readonly MintRecord[]> {
    return this.#mints('request_id = ?', requestId);
  }

  async mintsOfRun(runId: RunId): Promise<readonly MintRecord[]> {
    return this.#mints('run_id = ?', runId);
  }

  async mintsUnexpiredAt(instant: Instant): Promise<readonly MintRecord[]> {
    return this.#mints('expires_at_ms > ?', instantToMs(instant));
  }

  async isConsumed(receiptId: ReceiptId): Promise<boolean> {
    const row = this.#connection.one('SELECT 1 FROM consumption WHERE receipt_id = ?', receiptId);
    return row !== null;
  }

  async insertRevocation(revocation: Revocation): Promise<void> {
    this.#connection.run(
      'INSERT INTO revocation (receipt_id, revoked_at, revoked_by, reason) VALUES (?, ?, ?, ?)',
      revocation.receiptId,
      revocation.revokedAt,
      revocation.revokedBy,
      revocation.reason,
    );
  }

  async revocation(receiptId: ReceiptId): Promise<Revocation | null> {
    const row = this.#connection.one('SELECT * FROM revocation WHERE receipt_id = ?', receiptId);
    return row === null ? null : revocationOf(row);
  }

  async consumptionEpoch(): Promise<number> {
    return readWatermark(this.#connection, 'consumption_epoch');
  }

  async bumpConsumptionEpoch(floor: number): Promise<number> {
    this.#connection.run(
      "UPDATE watermark SET value = max(value + 1, ?) WHERE name = 'consumption_epoch'",
      floor,
    );
    return this.consumptionEpoch();
  }

  async acceptedPolicy(): Promise<AcceptedPolicy | null> {
    const row = this.#connection.one('SELECT * FROM accepted_policy ORDER BY version DESC LIMIT 1');
    return row === null ? null : acceptedPolicyOf(row);
  }

  async insertAcceptedPolicy(policy: AcceptedPolicy): Promise<void> {
    const inserted = this.#connection.run(
      `INSERT INTO accepted_policy (version, policy)
       SELECT ?1, ?2 WHERE ?1 > (SELECT coalesce(max(version), 0) FROM accepted_policy)`,
      policy.reference.version,
      documentText(policy),
    );
    if (inserted === 0) throw new RangeError('an accepted policy must have a higher version');
  }

  async acceptedTrustRoot(): Promise<AcceptedTrustRoot | null> {
    const row = this.#connection.one(
      'SELECT * FROM accepted_trust_root ORDER BY version DESC LIMIT 1',
    );
    return row === null ? null : acceptedTrustRootOf(row);
  }

  async insertAcceptedTrustRoot(root: AcceptedTrustRoot): Promise<void> {
    const inserted = this.#connection.run(
      `INSERT INTO accepted_trust_root (version, digest, envelope, accepted_at)
       SELECT ?1, ?2, ?3, ?4
       WHERE ?1 = (SELECT coalesce(max(version), 0) + 1 FROM accepted_trust_root)`,
      root.version,
      root.digest,
      root.envelope,
      root.acceptedAt,
    );
    if (inserted === 0) throw new RangeError('an accepted trust root must have the next version');
  }

  #requests(where: string, value: string | number): readonly ApprovalRequest[] {
    return this.#connection
      .all(`SELECT request FROM approval_request WHERE ${where} ORDER BY number`, value)
      .map((row) => readDocument(row, 'request', approvalRequestSchema));
  }

  #mints(where: string, value: string | number): readonly MintRecord[] {
    return this.#connection
      .all(`SELECT mint, envelope FROM mint WHERE ${where} ORDER BY number`, value)
      .map(mintOf);
  }
}
