// SPDX-License-Identifier: Apache-2.0
// A proof ledger: what one run read, which policy weighed it, what happened in which order, and what
// came of it. A dry run's ledger has no place for an enforceable receipt, a prod run's none for an
// intent, so that neither can pass for the other.
import { operationIds, receiptIds, runIds } from '../identity/ids.ts';
import { digestOf, type Sha256Digest } from '../json/digest.ts';
import { LIMITS } from '../limits.ts';
import { instantSchema, sha256Schema } from '../operation/field-schemas.ts';
import { OPERATION_STATUSES } from '../audit/operation-audit-record.ts';
import { policyReferenceSchema } from '../plan/publication-plan.ts';
import { refusalSchema } from '../refusal/refusal.ts';
import { array, nullable, object, taggedUnion } from '../schema/composites.ts';
import { integer, literal, oneOf, text } from '../schema/scalars.ts';
import type { Schema, TypeOf } from '../schema/schema.ts';
import { sideEffectIntentSchema } from './side-effect-intent.ts';
import { STAGES } from './stage.ts';

/** The most inputs, events and refusals that a ledger lists; a run beyond them cannot be sealed. */
export const LEDGER_LIMITS = {
  inputsMax: 2_000,
  stageEventsMax: 1_000,
  refusalsMax: 1_000,
} as const;

const inputSchema = object({
  /** What was read: a path, an artifact's name. */
  name: text({ lengthMin: 1, lengthMax: 500 }),
  sha256: sha256Schema,
});

const stageEventSchema = object({
  /** The event's own name, such as `stage.completed`. */
  event: text({ lengthMin: 1, lengthMax: 64 }),
  /** The stage it belongs to, null for an event of the whole run. */
  stage: nullable(oneOf(STAGES)),
  /** SHA-256 over the canonical JSON of the event. */
  digest: sha256Schema,
});

const receiptReferenceSchema = object({
  operationId: operationIds.schema,
  receiptId: receiptIds.schema,
  /** SHA-256 of the canonical envelope. */
  digest: sha256Schema,
});

const outcomeReferenceSchema = object({
  operationId: operationIds.schema,
  receiptId: nullable(receiptIds.schema),
  status: oneOf(OPERATION_STATUSES),
  /** The index of the log's record that says so. */
  logIndex: integer(0),
});

const everyRun = {
  schema: literal('urn:marketops:proof-ledger:v1'),
  runId: runIds.schema,
  startedAt: instantSchema,
  sealedAt: instantSchema,
  inputs: array(inputSchema, 0, LEDGER_LIMITS.inputsMax),
  /** Null where the run ended before policy was asked. */
  policy: nullable(policyReferenceSchema),
  /** Null where the run ended before there was a plan. */
  planDigest: nullable(sha256Schema),
  /** In the order in which they happened. */
  stageEvents: array(stageEventSchema, 1, LEDGER_LIMITS.stageEventsMax),
  advisoryReceipts: array(receiptReferenceSchema, 0, LIMITS.planOperationsMax),
  /** Why the run, or one of its operations, went no further; empty when nothing was refused. */
  refusals: array(refusalSchema, 0, LEDGER_LIMITS.refusalsMax),
} as const;

/** The shape of a dry run's ledger. */
const dryRunLedgerSchema = object({
  ...everyRun,
  mode: literal('dry_run'),
  intents: array(sideEffectIntentSchema, 0, LIMITS.planOperationsMax),
});

/** The shape of a prod run's ledger. */
const prodLedgerSchema = object({
  ...everyRun,
  mode: literal('prod'),
  receipts: array(receiptReferenceSchema, 0, LIMITS.planOperationsMax),
  outcomes: array(outcomeReferenceSchema, 0, LIMITS.planOperationsMax),
});

/** The sealed record of a dry run. */
export type DryRunLedger = TypeOf<typeof dryRunLedgerSchema>;
/** The sealed record of a prod run. */
export type ProdLedger = TypeOf<typeof prodLedgerSchema>;
/** A run's sealed record. */
export type ProofLedger = DryRunLedger | ProdLedger;

/** The shape of a proof ledger (docs/reference/formats.md), told apart by `mode`. */
export const proofLedgerSchema: Schema<ProofLedger> = taggedUnion<ProofLedger>('mode', {
  dry_run: dryRunLedgerSchema,
  prod: prodLedgerSchema,
});

/** SHA-256 over the ledger's canonical JSON: what the log's `ledger.sealed` record carries. */
export function proofLedgerDigest(ledger: ProofLedger): Sha256Digest {
  return digestOf(ledger);
}
