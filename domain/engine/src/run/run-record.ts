// SPDX-License-Identifier: Apache-2.0
// One run as it is stored: what it is, how it ended, and what it noticed beside its plan.
import {
  MODES,
  array,
  instantSchema,
  literal,
  nullable,
  object,
  oneOf,
  proposerSchema,
  refusalSchema,
  repositoryNameSchema,
  runIds,
  sha256Schema,
  text,
  OPERATION_KINDS,
  operationIds,
  type TypeOf,
} from '@marketops/core';

const listedMax = 1_000;

/** How a run stands. `running` with no process behind it means that it was interrupted. */
const RUN_STATUSES = ['running', 'completed', 'failed'] as const;

/** What policy would decide today on one operation; a forecast that authorizes nothing. */
const forecastSchema = object({
  operationId: operationIds.schema,
  operationKind: oneOf(OPERATION_KINDS),
  decision: oneOf(['permit', 'deny']),
  refusals: array(refusalSchema, 0, listedMax),
  approvals: text({ lengthMin: 0, lengthMax: 500 }),
});

/** What policy would decide today on one operation. */
export type Forecast = TypeOf<typeof forecastSchema>;

/** The shape of a stored run. */
export const runRecordSchema = object({
  schema: literal('urn:marketops:run:v1'),
  runId: runIds.schema,
  mode: oneOf(MODES),
  /** The dry run whose plan a prod run carries out; null for a dry run. */
  dryRunId: nullable(runIds.schema),
  proposer: proposerSchema,
  status: oneOf(RUN_STATUSES),
  openedAt: instantSchema,
  completedAt: nullable(instantSchema),
  /** Known once the configuration has been read. */
  repository: nullable(repositoryNameSchema),
  planDigest: nullable(sha256Schema),
  ledgerDigest: nullable(sha256Schema),
  /** Why it failed. */
  refusals: array(refusalSchema, 0, listedMax),
  /** What is worth knowing and refuses nothing, such as a credential that could write. */
  notices: array(refusalSchema, 0, listedMax),
  forecast: array(forecastSchema, 0, listedMax),
});

/** One run. */
export type RunRecord = TypeOf<typeof runRecordSchema>;
