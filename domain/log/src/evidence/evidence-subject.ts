// SPDX-License-Identifier: Apache-2.0
// What an evidence pack is about: one attempt at one operation, and which records of the log tell of
// it. Whoever assembles a pack and whoever verifies one go by the same rule.
import {
  nullable,
  object,
  operationIds,
  receiptIds,
  runIds,
  sha256Schema,
  type OperationAuditRecord,
  type TypeOf,
} from '@marketops/core';

/** The shape of a subject; a member is null where the attempt's own record has none. */
export const evidenceSubjectSchema = object({
  runId: nullable(runIds.schema),
  operationId: nullable(operationIds.schema),
  receiptId: nullable(receiptIds.schema),
  planDigest: nullable(sha256Schema),
});

/** One attempt at one operation. */
export type EvidenceSubject = TypeOf<typeof evidenceSubjectSchema>;

/** The subject that a receipt, or the record of an attempt, is about. */
export function evidenceSubject(of: EvidenceSubject): EvidenceSubject {
  const { runId, operationId, receiptId, planDigest } = of;
  return { runId, operationId, receiptId, planDigest };
}

/** Whether a record names exactly this attempt. */
export function namesSubject(record: OperationAuditRecord, subject: EvidenceSubject): boolean {
  return (
    record.runId === subject.runId &&
    record.operationId === subject.operationId &&
    record.receiptId === subject.receiptId &&
    record.planDigest === subject.planDigest
  );
}

/**
 * Whether a record belongs in the pack: it is about the operation, about the receipt, or, without
 * being about another operation, about the run or the plan.
 */
export function tellsOfSubject(record: OperationAuditRecord, subject: EvidenceSubject): boolean {
  if (same(record.operationId, subject.operationId)) return true;
  if (same(record.receiptId, subject.receiptId)) return true;
  if (record.operationId !== null) return false;
  return same(record.runId, subject.runId) || same(record.planDigest, subject.planDigest);
}

function same(found: string | null, expected: string | null): boolean {
  return found !== null && found === expected;
}
