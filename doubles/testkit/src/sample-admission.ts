// SPDX-License-Identifier: Apache-2.0
// What the store contracts write: admitted operations and records that differ by a number.
import {
  auditRecord,
  operationDigest,
  receiptIds,
  runIds,
  type OperationAuditRecord,
} from '@marketops/core';
import type { AdmittedOperation, Settlement } from '@marketops/publisher';
import { instantOf } from './ed25519-keys.ts';
import { sampleOperationId, sampleTagRepo } from './sample-operations.ts';

/** When the contracts begin. */
export const contractNow = instantOf('2026-11-20T12:00:00Z');

/** The `n`th admitted operation; every third is of the second run. */
export function admittedSample(n: number): AdmittedOperation {
  const operation = sampleTagRepo(sampleOperationId(n));
  return {
    operationId: operation.operationId,
    runId: runIds.from(new Uint8Array(16).fill(n % 3 === 0 ? 2 : 1)),
    receiptId: receiptIds.from(new Uint8Array(16).fill(n)),
    receiptDigest: operationDigest(operation),
    operationDigest: operationDigest(operation),
    planDigest: operationDigest(operation),
    operation,
    preconditions: [],
    checks: { passed: true, checks: [], refusals: [] },
    admittedAt: contractNow,
    effectDeadline: instantOf('2026-11-21T12:00:00Z'),
  };
}

/** A record about the `n`th operation. */
export function recordSample(n: number): OperationAuditRecord {
  return auditRecord({
    recordedAt: contractNow,
    event: 'operation.admitted',
    operationId: sampleOperationId(n),
  });
}

/** A settlement with a status. */
export function settlementSample(status: Settlement['status']): Settlement {
  return {
    status,
    settledAt: contractNow,
    refusals: [],
    result: null,
    objectIds: [],
    logIndex: 0,
  };
}
