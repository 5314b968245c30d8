// SPDX-License-Identifier: Apache-2.0
// A side-effect intent: an operation that a dry run would have carried out and did not.
import { operationIds } from '../identity/ids.ts';
import { sha256Schema } from '../operation/field-schemas.ts';
import { OPERATION_KINDS } from '../operation/operation-kind.ts';
import { object } from '../schema/composites.ts';
import { literal, oneOf } from '../schema/scalars.ts';
import type { TypeOf } from '../schema/schema.ts';

/** The shape of an intent; `operationDigest` is what a receipt of a prod run would authorize. */
export const sideEffectIntentSchema = object({
  operationId: operationIds.schema,
  kind: oneOf(OPERATION_KINDS),
  operationDigest: sha256Schema,
  blockedByMode: literal(true),
});

/** An operation that a dry run would have carried out and did not. */
export type SideEffectIntent = TypeOf<typeof sideEffectIntentSchema>;
