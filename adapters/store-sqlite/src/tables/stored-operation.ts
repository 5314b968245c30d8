// SPDX-License-Identifier: Apache-2.0
// A row of the operation table as the publisher knows it.
import { instantFromMs } from '@marketops/core';
import {
  admittedOperationSchema,
  settlementSchema,
  type Lease,
  type StoredOperation,
} from '@marketops/publisher';
import { integerOf, readDocument, textOf } from '../columns.ts';
import type { Row } from '../sqlite-connection.ts';

/** Reads one row of `operation`. */
export function storedOperationOf(row: Row): StoredOperation {
  const admitted = readDocument(row, 'admitted', admittedOperationSchema);
  const leaseEpoch = integerOf(row, 'lease_epoch');
  const lease: Lease | null =
    row['lease_holder'] === null
      ? null
      : {
          operationId: admitted.operationId,
          holder: textOf(row, 'lease_holder'),
          epoch: leaseEpoch,
          until: instantFromMs(integerOf(row, 'lease_until_ms')),
        };
  return {
    admitted,
    dueAt: instantFromMs(integerOf(row, 'due_at_ms')),
    leaseEpoch,
    lease,
    settlement:
      row['settlement'] === null ? null : readDocument(row, 'settlement', settlementSchema),
  };
}
