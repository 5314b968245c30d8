// SPDX-License-Identifier: Apache-2.0
// Rows of the Federation Core's tables as the domain knows them.
import {
  array,
  DECISIONS,
  instantSchema,
  integer,
  keyIdSchema,
  LIMITS,
  nullable,
  object,
  oneOf,
  OPERATION_KINDS,
  operationIds,
  parseInstant,
  parsePersonId,
  parseSha256Digest,
  policyReferenceSchema,
  receiptIds,
  repositorySchema,
  requestIds,
  runIds,
  sha256Schema,
  text,
} from '@marketops/core';
import {
  APPROVAL_SUBJECTS,
  policyLayersMax,
  requiredApprovalsSchema,
  type AcceptedPolicy,
  type AcceptedTrustRoot,
  type MintRecord,
  type RecordedApproval,
  type Revocation,
  type Withdrawal,
} from '@marketops/authority';
import { bytesOf, documentText, integerOf, readDocument, readText, textOf } from '../columns.ts';
import type { Row } from '../sqlite-connection.ts';

const mintSchema = object({
  receiptId: receiptIds.schema,
  receiptDigest: sha256Schema,
  requestId: requestIds.schema,
  runId: runIds.schema,
  operationId: operationIds.schema,
  operationKind: oneOf(OPERATION_KINDS),
  repository: repositorySchema,
  operationDigest: sha256Schema,
  planDigest: sha256Schema,
  approvalDigests: array(sha256Schema, 0, LIMITS.approvalsPerReceiptMax),
  consumptionEpoch: integer(1),
  issuedAt: instantSchema,
  expiresAt: instantSchema,
});

const acceptedPolicySchema = object({
  reference: policyReferenceSchema,
  layers: array(
    object({
      name: text({ lengthMin: 1, lengthMax: 200 }),
      version: integer(1),
      digest: sha256Schema,
    }),
    1,
    policyLayersMax,
  ),
  required: array(requiredApprovalsSchema, 0, APPROVAL_SUBJECTS.length),
  acceptedAt: instantSchema,
  requestId: nullable(requestIds.schema),
});

/** A mint as it is stored beside its envelope. */
export function mintDocument({ envelope: _stored, ...mint }: MintRecord): string {
  return documentText(mint);
}

/** Reads one row of `mint`. */
export function mintOf(row: Row): MintRecord {
  return { ...readDocument(row, 'mint', mintSchema), envelope: bytesOf(row, 'envelope') };
}

/** Reads one row of `approval`. */
export function recordedApprovalOf(row: Row): RecordedApproval {
  return {
    digest: readText(row, 'digest', parseSha256Digest),
    requestId: readText(row, 'request_id', requestIds.parse),
    personId: readText(row, 'person_id', parsePersonId),
    keyId: readText(row, 'key_id', (keyId) => keyIdSchema.parse(keyId, '')),
    decision: readText(row, 'decision', (decision) => oneOf(DECISIONS).parse(decision, '')),
    decidedAt: readText(row, 'decided_at', parseInstant),
    expiresAt: readText(row, 'expires_at', parseInstant),
    recordedAt: readText(row, 'recorded_at', parseInstant),
    envelope: bytesOf(row, 'envelope'),
  };
}

/** Reads one row of `withdrawal`. */
export function withdrawalOf(row: Row): Withdrawal {
  return {
    approvalDigest: readText(row, 'approval_digest', parseSha256Digest),
    requestId: readText(row, 'request_id', requestIds.parse),
    personId: readText(row, 'person_id', parsePersonId),
    withdrawnAt: readText(row, 'withdrawn_at', parseInstant),
    reason: textOf(row, 'reason'),
  };
}

/** Reads one row of `revocation`. */
export function revocationOf(row: Row): Revocation {
  return {
    receiptId: readText(row, 'receipt_id', receiptIds.parse),
    revokedAt: readText(row, 'revoked_at', parseInstant),
    revokedBy: textOf(row, 'revoked_by'),
    reason: textOf(row, 'reason'),
  };
}

/** Reads one row of `accepted_policy`. */
export function acceptedPolicyOf(row: Row): AcceptedPolicy {
  return readDocument(row, 'policy', acceptedPolicySchema);
}

/** Reads one row of `accepted_trust_root`. */
export function acceptedTrustRootOf(row: Row): AcceptedTrustRoot {
  return {
    version: integerOf(row, 'version'),
    digest: readText(row, 'digest', parseSha256Digest),
    envelope: bytesOf(row, 'envelope'),
    acceptedAt: readText(row, 'accepted_at', parseInstant),
  };
}
