// SPDX-License-Identifier: Apache-2.0
// Audit records for tests: one a number.
import { auditRecord, runIds, type OperationAuditRecord } from '@marketops/core';
import { instantOf } from '@marketops/testkit';

/** The record of the run that is made of one repeated byte. */
export function sampleRecord(seed: number): OperationAuditRecord {
  return auditRecord({
    recordedAt: instantOf('2026-03-01T10:00:00.000Z'),
    event: 'run.opened',
    runId: runIds.from(new Uint8Array(16).fill(seed)),
    mode: 'dry_run',
    actor: 'alice',
  });
}
