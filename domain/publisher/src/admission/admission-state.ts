// SPDX-License-Identifier: Apache-2.0
// What the store holds at the moment of admission, read in the admitting transaction itself.
import type { AdmissionFacts, AdmissionState, Instant } from '@marketops/core';
import { receiptIdOf } from '../audit/publisher-records.ts';
import type { AdmittedOperation } from '../operation/admitted-operation.ts';
import type { PublisherTransaction } from '../port/publisher-store.ts';

/** What the store holds, for the checks and beside them. */
export interface StoreFindings {
  readonly state: AdmissionState;
  /** The same operation under another receipt, or null. */
  readonly admittedBefore: AdmittedOperation | null;
}

/** Reads everything that the checks ask of the store. */
export async function admissionState(
  tx: PublisherTransaction,
  { receipt, operation }: Omit<AdmissionFacts, 'state'>,
  now: Instant,
): Promise<StoreFindings> {
  const receiptId = receiptIdOf(receipt);
  const spent = receiptId === null ? null : await tx.consumption(receiptId);
  const spentOn = spent === null ? null : await tx.operation(spent.operationId);
  const same = operation === null ? null : await tx.operation(operation.operationId);
  return {
    state: {
      now,
      consumedBy: spent?.operationId ?? null,
      consumedStatus: spentOn?.settlement?.status ?? null,
      revoked: receiptId !== null && (await tx.isRevoked(receiptId)),
      consumptionEpoch: await tx.consumptionEpoch(),
      policyVersionSeen: await tx.policyVersionSeen(),
    },
    admittedBefore: same !== null && same.admitted.receiptId !== receiptId ? same.admitted : null,
  };
}
