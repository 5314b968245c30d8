// SPDX-License-Identifier: Apache-2.0
// What is kept of an operation once it is admitted: everything a publisher that was just started
// needs in order to carry it through, and nothing that changes afterwards.
import {
  CHECKS,
  array,
  boolean,
  instantSchema,
  integer,
  object,
  oneOf,
  operationIds,
  operationSchema,
  preconditionSchema,
  receiptIds,
  refusalSchema,
  runIds,
  sha256Schema,
  text,
  type CheckReport,
  type Schema,
  type TypeOf,
} from '@marketops/core';

const detail = text({ lengthMin: 0, lengthMax: 1_000 });

/** The shape of a check report as it is kept. */
const checkReportSchema: Schema<CheckReport> = object({
  passed: boolean,
  checks: array(
    object({
      number: integer(1, CHECKS.length),
      check: oneOf(CHECKS),
      verdict: oneOf(['passed', 'refused', 'not_evaluated']),
      expected: detail,
      found: detail,
      refusals: array(refusalSchema, 0, 64),
    }),
    0,
    CHECKS.length,
  ),
  refusals: array(refusalSchema, 0, 64),
});

/** The shape of an admitted operation. */
export const admittedOperationSchema = object({
  operationId: operationIds.schema,
  runId: runIds.schema,
  receiptId: receiptIds.schema,
  receiptDigest: sha256Schema,
  operationDigest: sha256Schema,
  planDigest: sha256Schema,
  operation: operationSchema,
  preconditions: array(preconditionSchema, 0, 32),
  checks: checkReportSchema,
  admittedAt: instantSchema,
  /** When the operation ends without effect if nothing of it is public by then. */
  effectDeadline: instantSchema,
});

/** An operation that passed every check and whose receipt is spent. */
export type AdmittedOperation = TypeOf<typeof admittedOperationSchema>;
