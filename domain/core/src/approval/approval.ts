// SPDX-License-Identifier: Apache-2.0
// An approval: one person's signed statement, approve or deny, on one plan digest.
import { personIdSchema } from '../identity/actors.ts';
import { instanceIds, operationIds, requestIds } from '../identity/ids.ts';
import { LIMITS } from '../limits.ts';
import { instantSchema, sha256Schema } from '../operation/field-schemas.ts';
import { array, object } from '../schema/composites.ts';
import { oneOf, text } from '../schema/scalars.ts';
import type { TypeOf } from '../schema/schema.ts';
import { PREDICATE_TYPES } from '../signed/predicate-types.ts';
import type { PredicateKind } from '../signed/signed-predicate.ts';

/** What a person can decide. */
export const DECISIONS = ['approve', 'deny'] as const;

/** The approval predicate (docs/reference/formats.md). */
const approvalSchema = object({
  requestId: requestIds.schema,
  instance: instanceIds.schema,
  planDigest: sha256Schema,
  operationDigests: array(
    object({ operationId: operationIds.schema, digest: sha256Schema }),
    0,
    LIMITS.planOperationsMax,
  ),
  policyDigest: sha256Schema,
  decision: oneOf(DECISIONS),
  approver: personIdSchema,
  reason: text({ lengthMin: 0, lengthMax: 2_000 }),
  decidedAt: instantSchema,
  expiresAt: instantSchema,
});

/** One person's statement on one plan digest. */
export type Approval = TypeOf<typeof approvalSchema>;

/** How approvals are read and signed. */
export const approvalKind: PredicateKind<Approval> = {
  predicateType: PREDICATE_TYPES.approval,
  schema: approvalSchema,
  subject: (approval) => ({ name: 'plan', sha256: approval.planDigest }),
};
