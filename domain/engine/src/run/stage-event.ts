// SPDX-License-Identifier: Apache-2.0
// What a run tells while it goes, in a fixed order: the same in both modes up to `execute`.
import {
  MODES,
  OPERATION_KINDS,
  OPERATION_STATUSES,
  STAGES,
  array,
  boolean,
  digestOf,
  instantSchema,
  integer,
  literal,
  nullable,
  object,
  oneOf,
  operationIds,
  receiptIds,
  refusalSchema,
  runIds,
  sha256Schema,
  taggedUnion,
  text,
  type Schema,
  type Sha256Digest,
  type TypeOf,
} from '@marketops/core';

/** How a run ended: `failed` where a stage refused, so that later stages never began. */
const RUN_ENDINGS = ['completed', 'failed'] as const;

const reasonsMax = 1_000;
const stage = oneOf(STAGES);
const refusals = array(refusalSchema, 0, reasonsMax);

const happenings = {
  'run.started': object({
    kind: literal('run.started'),
    mode: oneOf(MODES),
    dryRunId: nullable(runIds.schema),
  }),
  'stage.started': object({ kind: literal('stage.started'), stage }),
  'stage.completed': object({
    kind: literal('stage.completed'),
    stage,
    summary: text({ lengthMin: 1, lengthMax: 500 }),
  }),
  'stage.failed': object({ kind: literal('stage.failed'), stage, refusals }),
  'plan.generated': object({
    kind: literal('plan.generated'),
    planDigest: sha256Schema,
    operations: integer(0),
    notShipped: integer(0),
  }),
  'execute.blocked': object({
    kind: literal('execute.blocked'),
    intents: integer(0),
  }),
  'receipt.issued': object({
    kind: literal('receipt.issued'),
    receiptId: receiptIds.schema,
    receiptDigest: sha256Schema,
    operationId: operationIds.schema,
    operationKind: oneOf(OPERATION_KINDS),
    enforceable: boolean,
  }),
  'ledger.sealed': object({ kind: literal('ledger.sealed'), ledgerDigest: sha256Schema }),
  'run.completed': object({
    kind: literal('run.completed'),
    ending: oneOf(RUN_ENDINGS),
    /** In the plan's order; empty in a dry run. */
    statuses: array(
      object({ operationId: operationIds.schema, status: oneOf(OPERATION_STATUSES) }),
      0,
      reasonsMax,
    ),
  }),
} as const;

type Happenings = typeof happenings;

/** What happened, told apart by `kind`. */
export type Happening = { [K in keyof Happenings]: TypeOf<Happenings[K]> }[keyof Happenings];

const happeningSchema: Schema<Happening> = taggedUnion<Happening>('kind', happenings);

/** The shape of a stage event; `sequence` counts from 1 within its run, without gaps. */
export const stageEventSchema = object({
  schema: literal('urn:marketops:stage-event:v1'),
  runId: runIds.schema,
  sequence: integer(1),
  at: instantSchema,
  happening: happeningSchema,
});

/** One event of a run. */
export type StageEvent = TypeOf<typeof stageEventSchema>;

/** SHA-256 over the canonical JSON of an event, as the proof ledger lists it. */
export function stageEventDigest(event: StageEvent): Sha256Digest {
  return digestOf(event);
}
