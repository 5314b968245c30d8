// SPDX-License-Identifier: Apache-2.0
// A publication plan says what would ship, what would not and why. It names no run, no mode and no
// receipt, so that the plan of a prod run can be byte-equal to the one people approved.
import { proposerSchema } from '../identity/actors.ts';
import { operationIds } from '../identity/ids.ts';
import { repositorySchema } from '../identity/repository.ts';
import { canonicalJsonBytes } from '../json/canonical-json.ts';
import { digestOf, type Sha256Digest } from '../json/digest.ts';
import { LIMITS } from '../limits.ts';
import { instantSchema, sha256Schema, gitObjectIdSchema } from '../operation/field-schemas.ts';
import { operationSchema } from '../operation/operation-schema.ts';
import { array, object } from '../schema/composites.ts';
import { integer, literal, text } from '../schema/scalars.ts';
import type { TypeOf } from '../schema/schema.ts';
import { planFactsSchema } from './plan-facts.ts';
import { preconditionSchema } from './precondition.ts';

/** Which policy weighed a plan. */
export const policyReferenceSchema = object({
  digest: sha256Schema,
  version: integer(1),
  engine: text({ lengthMin: 1, lengthMax: 64 }),
});

/** Which policy weighed a plan. */
export type PolicyReference = TypeOf<typeof policyReferenceSchema>;

/** One operation of a plan; `digest` is the operation's own. */
const plannedOperationSchema = object({
  operation: operationSchema,
  digest: sha256Schema,
  dependsOn: array(operationIds.schema, 0, LIMITS.planOperationsMax),
  preconditions: array(preconditionSchema, 0, 32),
  unknowns: array(text({ lengthMin: 1, lengthMax: 200 }), 0, 32),
});

/** One operation of a plan. */
export type PlannedOperation = TypeOf<typeof plannedOperationSchema>;

/** Something that was found and will not ship. */
const notShippedSchema = object({
  subject: text({ lengthMin: 1, lengthMax: 500 }),
  code: text({ lengthMin: 3, lengthMax: 80 }),
  expected: text({ lengthMin: 0, lengthMax: 1_000 }),
  found: text({ lengthMin: 0, lengthMax: 1_000 }),
});

/** Something that was found and will not ship. */
export type NotShipped = TypeOf<typeof notShippedSchema>;

/** The shape of a publication plan (docs/reference/formats.md). */
export const publicationPlanSchema = object({
  schema: literal('urn:marketops:plan:v1'),
  repository: repositorySchema,
  sourceCommit: gitObjectIdSchema,
  configDigest: sha256Schema,
  proposer: proposerSchema,
  plannedAt: instantSchema,
  policy: policyReferenceSchema,
  facts: planFactsSchema,
  operations: array(plannedOperationSchema, 0, LIMITS.planOperationsMax),
  notShipped: array(notShippedSchema, 0, 1_000),
});

/** What would ship, what would not and why. */
export type PublicationPlan = TypeOf<typeof publicationPlanSchema>;

/** The canonical bytes of a plan: what is stored, shown and digested. */
export function encodePlan(plan: PublicationPlan): Uint8Array {
  return canonicalJsonBytes(plan);
}

/** SHA-256 over the plan's canonical JSON: what approvals sign. */
export function planDigest(plan: PublicationPlan): Sha256Digest {
  return digestOf(plan);
}
