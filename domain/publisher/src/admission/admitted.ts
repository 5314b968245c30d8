// SPDX-License-Identifier: Apache-2.0
// Makes the operation that is kept from a submission whose checks all passed.
import { instantFromMs, instantToMs, type CheckReport, type Instant } from '@marketops/core';
import type { AdmittedOperation } from '../operation/admitted-operation.ts';
import type { PublisherOptions } from '../publisher-options.ts';
import type { ReadSubmission } from './read-submission.ts';

/** When the operation is admitted, and how long its effect may take. */
export interface AdmissionMoment {
  readonly now: Instant;
  readonly options: Pick<PublisherOptions, 'effectDeadlineMs'>;
}

/** The operation as it will be kept; null where receipt, operation or digests are missing. */
export function admittedOperation(
  read: ReadSubmission,
  checks: CheckReport,
  { now, options }: AdmissionMoment,
): AdmittedOperation | null {
  const { operation, receipt: reading, runId } = read.facts;
  const { operationDigest, planDigest } = read;
  if (operation === null || reading.kind !== 'enforceable') return null;
  if (operationDigest === null || planDigest === null) return null;
  const { receipt, digest: receiptDigest } = reading;
  return {
    operationId: operation.operationId,
    runId,
    receiptId: receipt.receiptId,
    receiptDigest,
    operationDigest,
    planDigest,
    operation,
    preconditions: receipt.preconditions,
    checks,
    admittedAt: now,
    effectDeadline: instantFromMs(instantToMs(now) + options.effectDeadlineMs),
  };
}
