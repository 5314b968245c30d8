// SPDX-License-Identifier: Apache-2.0
// The audit records that the publisher writes. They carry digests and ids, never bodies or secrets.
import {
  auditRecord,
  runIds,
  type Instant,
  type Operation,
  type OperationAuditRecord,
  type OperationKind,
  type OperationStatus,
  type PublicationOutcome,
  type ReceiptId,
  type ReceiptReading,
  type Refusal,
  type RunId,
  type Sha256Digest,
} from '@marketops/core';
import type { AdmittedOperation } from '../operation/admitted-operation.ts';

/** Reasons in one record at most; a report keeps the rest. */
export const recordedReasonsMax = 16;
const recordedModeCharactersMax = 40;
const recordedStepCharactersMax = 200;

/** What is recorded of an operation whatever happens to it. */
function ofOperation(admitted: AdmittedOperation): Partial<OperationAuditRecord> {
  const { operation } = admitted;
  return {
    mode: 'prod',
    runId: admitted.runId,
    operationId: admitted.operationId,
    operationKind: operation.kind,
    repository: operation.repository,
    receiptId: admitted.receiptId,
    receiptDigest: admitted.receiptDigest,
    operationDigest: admitted.operationDigest,
    planDigest: admitted.planDigest,
  };
}

/** The record of an admission. */
export function admittedRecord(admitted: AdmittedOperation, actor: string): OperationAuditRecord {
  return auditRecord({
    ...ofOperation(admitted),
    recordedAt: admitted.admittedAt,
    event: 'operation.admitted',
    actor,
  });
}

/** What one attempt is. */
export interface RecordedAttempt {
  readonly recordedAt: Instant;
  readonly step: string;
  readonly attempt: number;
  readonly tokenSha256: Sha256Digest;
}

/** The record of a write that is about to be sent. */
export function attemptedRecord(
  admitted: AdmittedOperation,
  attempt: RecordedAttempt,
  actor: string,
): OperationAuditRecord {
  return auditRecord({
    ...ofOperation(admitted),
    ...attempt,
    step: attempt.step.slice(0, recordedStepCharactersMax),
    event: 'operation.attempted',
    actor,
  });
}

/** How an operation ended. */
export interface RecordedSettlement {
  readonly event: 'operation.settled' | 'operation.reconciled';
  readonly recordedAt: Instant;
  readonly status: OperationStatus;
  readonly reasons: readonly Refusal[];
  readonly objectIds: OperationAuditRecord['objectIds'];
  readonly requestIds: readonly string[];
  readonly tokenSha256: Sha256Digest | null;
}

/** The record of an operation's end. */
export function settledRecord(
  admitted: AdmittedOperation,
  settlement: RecordedSettlement,
  actor: string,
): OperationAuditRecord {
  return auditRecord({ ...ofOperation(admitted), ...settlement, actor });
}

/** What was turned away. */
export interface RecordedRejection {
  readonly recordedAt: Instant;
  readonly status: 'rejected_by_mode' | 'rejected_by_auth';
  readonly mode: unknown;
  readonly runId: RunId;
  readonly operationKind: OperationKind | null;
  readonly operation: Operation | null;
  readonly operationDigest: Sha256Digest | null;
  readonly planDigest: Sha256Digest | null;
  readonly receipt: ReceiptReading;
  readonly reasons: readonly Refusal[];
}

/** The record of a rejection; it names the receipt wherever one could be read. */
export function rejectedRecord(given: RecordedRejection, actor: string): OperationAuditRecord {
  const { operation, receipt, reasons, mode, runId, ...rest } = given;
  return auditRecord({
    ...rest,
    event: 'operation.rejected',
    mode: recordedMode(mode),
    runId: recordedRunId(runId),
    operationId: operation?.operationId ?? null,
    repository: operation?.repository ?? null,
    receiptId: receiptIdOf(receipt),
    receiptDigest: 'digest' in receipt ? receipt.digest : null,
    reasons: reasons.slice(0, recordedReasonsMax),
    actor,
  });
}

/** The id of a receipt, null where none could be read. */
export function receiptIdOf(receipt: ReceiptReading): ReceiptId | null {
  switch (receipt.kind) {
    case 'absent':
    case 'malformed':
      return null;
    case 'advisory':
      return receipt.receiptId;
    case 'enforceable':
      return receipt.receipt.receiptId;
  }
}

/** What is no run id is recorded as none; the reasons say so. */
function recordedRunId(runId: unknown): RunId | null {
  const parsed = typeof runId === 'string' ? runIds.parse(runId) : null;
  return parsed?.ok === true ? parsed.value : null;
}

/** What is recorded of a submission that a fault kept from being decided. */
export function undecidedRecord(
  given: { readonly recordedAt: Instant; readonly outcome: PublicationOutcome },
  submitted: { readonly mode: unknown; readonly runId: unknown },
  actor: string,
): OperationAuditRecord {
  const { recordedAt, outcome } = given;
  return auditRecord({
    recordedAt,
    event: 'operation.rejected',
    mode: recordedMode(submitted.mode),
    runId: recordedRunId(submitted.runId),
    operationId: outcome.operationId,
    operationKind: outcome.operationKind,
    receiptId: outcome.receiptId,
    status: outcome.status,
    reasons: outcome.refusals.slice(0, recordedReasonsMax),
    actor,
  });
}

function recordedMode(mode: unknown): string {
  const told = typeof mode === 'string' ? mode : `(${mode === null ? 'null' : typeof mode})`;
  return told.slice(0, recordedModeCharactersMax).toWellFormed();
}
