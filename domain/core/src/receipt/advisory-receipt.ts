// SPDX-License-Identifier: Apache-2.0
// An advisory receipt: what a dry run or a denial yields. It has another type, schema and key than
// the enforceable one and can never authorize.
import { operationIds, receiptIds, runIds } from '../identity/ids.ts';
import { MODES } from '../identity/mode.ts';
import { repositorySchema } from '../identity/repository.ts';
import { instantSchema, sha256Schema } from '../operation/field-schemas.ts';
import { OPERATION_KINDS } from '../operation/operation-kind.ts';
import { policyReferenceSchema } from '../plan/publication-plan.ts';
import { refusalSchema } from '../refusal/refusal.ts';
import { array, object } from '../schema/composites.ts';
import { boolean, literal, oneOf } from '../schema/scalars.ts';
import type { TypeOf } from '../schema/schema.ts';
import { PREDICATE_TYPES } from '../signed/predicate-types.ts';
import type { PredicateKind } from '../signed/signed-predicate.ts';

/** The advisory predicate: `wouldAuthorize` says what was missing beside the mode, in `reasons`. */
const advisoryReceiptSchema = object({
  receiptId: receiptIds.schema,
  enforceable: literal(false),
  mode: oneOf(MODES),
  runId: runIds.schema,
  operationId: operationIds.schema,
  operationKind: oneOf(OPERATION_KINDS),
  repository: repositorySchema,
  operationDigest: sha256Schema,
  planDigest: sha256Schema,
  policy: policyReferenceSchema,
  wouldAuthorize: boolean,
  reasons: array(refusalSchema, 0, 64),
  issuedAt: instantSchema,
});

/** What a dry run or a denial yields. */
export type AdvisoryReceipt = TypeOf<typeof advisoryReceiptSchema>;

/** How advisory receipts are read and signed. */
export const advisoryReceiptKind: PredicateKind<AdvisoryReceipt> = {
  predicateType: PREDICATE_TYPES.advisoryReceipt,
  schema: advisoryReceiptSchema,
  subject: (receipt) => ({ name: receipt.operationId, sha256: receipt.operationDigest }),
};
