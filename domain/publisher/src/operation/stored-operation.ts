// SPDX-License-Identifier: Apache-2.0
// An operation as the store holds it now: what was admitted, who works on it, how it ended.
import type { Instant, OperationId } from '@marketops/core';
import type { AdmittedOperation } from './admitted-operation.ts';
import type { Settlement } from './settlement.ts';

/**
 * The right to work on one operation, until `until` by the store's clock. The epoch rises with every
 * claim; a write under an older epoch is refused.
 */
export interface Lease {
  readonly operationId: OperationId;
  readonly holder: string;
  readonly epoch: number;
  readonly until: Instant;
}

/** An operation as the store holds it now. */
export interface StoredOperation {
  readonly admitted: AdmittedOperation;
  /** Nobody needs to look at it before. */
  readonly dueAt: Instant;
  /** The epoch of the last claim, 0 before the first. */
  readonly leaseEpoch: number;
  /** Null where nobody holds it. */
  readonly lease: Lease | null;
  /** Null while it is not settled. */
  readonly settlement: Settlement | null;
}
