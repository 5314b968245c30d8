// SPDX-License-Identifier: Apache-2.0
// One leaf of the log. It carries digests and ids, never bodies and never secrets, and says of every
// attempt who, what, by which receipt, and how it ended.
import { canonicalJsonBytes } from '../json/canonical-json.ts';
import { LIMITS } from '../limits.ts';
import { gitObjectIdSchema, instantSchema, sha256Schema } from '../operation/field-schemas.ts';
import { OPERATION_KINDS } from '../operation/operation-kind.ts';
import { refusalSchema } from '../refusal/refusal.ts';
import { operationIds, receiptIds, runIds } from '../identity/ids.ts';
import { repositorySchema } from '../identity/repository.ts';
import { array, nullable, object } from '../schema/composites.ts';
import { integer, literal, oneOf, text } from '../schema/scalars.ts';
import type { TypeOf } from '../schema/schema.ts';

/** What a record tells of. */
const AUDIT_EVENTS = [
  'run.opened',
  'plan.sealed',
  'approval.requested',
  'approval.given',
  'approval.denied',
  'approval.withdrawn',
  'approval.refused',
  'receipt.minted',
  'receipt.denied',
  'receipt.revoked',
  'operation.admitted',
  'operation.rejected',
  'operation.attempted',
  'operation.settled',
  'operation.reconciled',
  'trust_root.accepted',
  'policy.accepted',
  'epoch.bumped',
  'ledger.sealed',
] as const;

/** What a record tells of. */
export type AuditEvent = (typeof AUDIT_EVENTS)[number];

/** How an operation stands: the first two are rejections, the rest settle it. */
export const OPERATION_STATUSES = [
  'rejected_by_mode',
  'rejected_by_auth',
  'success',
  'failed',
  'outcome_unknown',
] as const;

/** How an operation ended. */
export type OperationStatus = (typeof OPERATION_STATUSES)[number];

const shortText = text({ lengthMin: 1, lengthMax: 200 });

/** The shape of an audit record. `receiptId` is null only where none could be read. */
export const operationAuditRecordSchema = object({
  schema: literal('urn:marketops:audit-record:v1'),
  recordedAt: instantSchema,
  event: oneOf(AUDIT_EVENTS),
  /** The mode as it was given, shortened; null where the event has none. */
  mode: nullable(text({ lengthMin: 0, lengthMax: 40 })),
  runId: nullable(runIds.schema),
  operationId: nullable(operationIds.schema),
  operationKind: nullable(oneOf(OPERATION_KINDS)),
  repository: nullable(repositorySchema),
  receiptId: nullable(receiptIds.schema),
  receiptDigest: nullable(sha256Schema),
  operationDigest: nullable(sha256Schema),
  planDigest: nullable(sha256Schema),
  status: nullable(oneOf(OPERATION_STATUSES)),
  reasons: array(refusalSchema, 0, 16),
  attempt: nullable(integer(1, 1_000)),
  step: nullable(shortText),
  /** Git object ids that GitHub holds because of this operation. */
  objectIds: array(gitObjectIdSchema, 0, 16),
  /** GitHub's own request ids, for support. */
  requestIds: array(shortText, 0, 32),
  /** SHA-256 of the installation token used, never the token. */
  tokenSha256: nullable(sha256Schema),
  /** The person, bot or process that acted. */
  actor: nullable(shortText),
  /** Digest of a document this record is about (an approval, a trust root, a policy, a ledger). */
  documentDigest: nullable(sha256Schema),
});

/** One leaf of the log. */
export type OperationAuditRecord = TypeOf<typeof operationAuditRecordSchema>;

const emptyRecord = {
  schema: 'urn:marketops:audit-record:v1',
  mode: null,
  runId: null,
  operationId: null,
  operationKind: null,
  repository: null,
  receiptId: null,
  receiptDigest: null,
  operationDigest: null,
  planDigest: null,
  status: null,
  reasons: [],
  attempt: null,
  step: null,
  objectIds: [],
  requestIds: [],
  tokenSha256: null,
  actor: null,
  documentDigest: null,
} as const;

/** Makes a record; members that an event does not have are null or empty. */
export function auditRecord(
  given: Pick<OperationAuditRecord, 'recordedAt' | 'event'> & Partial<OperationAuditRecord>,
): OperationAuditRecord {
  return { ...emptyRecord, ...given };
}

/** The leaf bytes of a record: canonical JSON of at most 64 KiB. Throws RangeError beyond. */
export function encodeAuditRecord(record: OperationAuditRecord): Uint8Array {
  const bytes = canonicalJsonBytes(record);
  if (bytes.length > LIMITS.auditRecordBytesMax) {
    throw new RangeError(`an audit record takes at most ${LIMITS.auditRecordBytesMax} bytes`);
  }
  return bytes;
}
