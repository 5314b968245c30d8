// SPDX-License-Identifier: Apache-2.0
// An enforceable receipt: the only thing that authorizes one operation. Signed once, by a mint key.
import { instanceIds, operationIds, receiptIds, runIds } from '../identity/ids.ts';
import { repositorySchema } from '../identity/repository.ts';
import { LIMITS } from '../limits.ts';
import { instantSchema, sha256Schema } from '../operation/field-schemas.ts';
import { OPERATION_KINDS } from '../operation/operation-kind.ts';
import { policyReferenceSchema } from '../plan/publication-plan.ts';
import { preconditionSchema } from '../plan/precondition.ts';
import { array, object } from '../schema/composites.ts';
import { integer, literal, oneOf, text } from '../schema/scalars.ts';
import type { TypeOf } from '../schema/schema.ts';
import { PREDICATE_TYPES } from '../signed/predicate-types.ts';
import type { PredicateKind } from '../signed/signed-predicate.ts';

/** Whom a receipt is addressed to: one publisher. */
export const audienceSchema = text({ lengthMin: 3, lengthMax: 200 });

/** The receipt predicate (docs/reference/formats.md). `approvals` lists every approval it rests on. */
const enforceableReceiptSchema = object({
  receiptId: receiptIds.schema,
  enforceable: literal(true),
  mode: literal('prod'),
  audience: audienceSchema,
  runId: runIds.schema,
  operationId: operationIds.schema,
  operationKind: oneOf(OPERATION_KINDS),
  repository: repositorySchema,
  operationDigest: sha256Schema,
  planDigest: sha256Schema,
  preconditions: array(preconditionSchema, 0, 32),
  policy: policyReferenceSchema,
  approvals: array(object({ digest: sha256Schema }), 0, LIMITS.approvalsPerReceiptMax),
  instance: instanceIds.schema,
  consumptionEpoch: integer(1),
  issuedAt: instantSchema,
  notBefore: instantSchema,
  expiresAt: instantSchema,
});

/** The only thing that authorizes one operation. */
export type EnforceableReceipt = TypeOf<typeof enforceableReceiptSchema>;

/** How enforceable receipts are read and signed. */
export const enforceableReceiptKind: PredicateKind<EnforceableReceipt> = {
  predicateType: PREDICATE_TYPES.enforceableReceipt,
  schema: enforceableReceiptSchema,
  subject: (receipt) => ({ name: receipt.operationId, sha256: receipt.operationDigest }),
};
