// SPDX-License-Identifier: Apache-2.0
// Ways to change the records of a sample attempt before a pack is made of them.
import { receiptIds, type OperationAuditRecord } from '@marketops/core';
import { readLoggedLeaves, type LoggedLeaf } from '../../src/audit/logged-leaf.ts';
import { type SampleAttempt } from './sample-attempt.ts';

/** Audit records, in order. */
export type Records = readonly OperationAuditRecord[];

/** The id of a receipt that is not the attempt’s. */
export const otherReceiptId = receiptIds.from(new Uint8Array(16).fill(8));

/** Changes the records of one event. */
export function edited(
  event: OperationAuditRecord['event'],
  change: Partial<OperationAuditRecord>,
): (records: Records) => Records {
  return (records) =>
    records.map((record) => (record.event === event ? { ...record, ...change } : record));
}

/** Leaves the records of one event out. */
export function without(event: OperationAuditRecord['event']): (records: Records) => Records {
  return (records) => records.filter((record) => record.event !== event);
}

/** The leaves of the attempt’s own log. */
export function leavesOf({ storage }: SampleAttempt): AsyncIterable<LoggedLeaf> {
  return readLoggedLeaves(storage, storage.leaves.length);
}
