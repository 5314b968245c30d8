// SPDX-License-Identifier: Apache-2.0
// What is over and waits for nobody: plans that shipped or failed, and requests that were denied or
// have done their work.
import type { CeremonyStanding } from '@marketops/authority';
import type { OperationId } from '@marketops/core';
import type { OpenedHome } from '../composition/opened-home.ts';

/** Whether a plan's operations all shipped, or one of them failed, which no further run repeats. */
export async function operationsOver(
  { store }: OpenedHome,
  operationIds: readonly OperationId[],
): Promise<boolean> {
  const statuses = await store.publisher.transaction(async (transaction) => {
    const found: (string | undefined)[] = [];
    for (const operationId of operationIds) {
      found.push((await transaction.operation(operationId))?.settlement?.status);
    }
    return found;
  });
  const shipped = statuses.length > 0 && statuses.every((status) => status === 'success');
  return shipped || statuses.includes('failed');
}

/** Whether a request waits for nobody and nothing any more. */
export async function requestOver(
  home: OpenedHome,
  { request, state }: CeremonyStanding,
): Promise<boolean> {
  if (state === 'denied' || state === 'expired') return true;
  const { requestId, proposedPolicy, operationDigests } = request;
  if (proposedPolicy === null) {
    const operationIds = operationDigests.map(({ operationId }) => operationId);
    return operationsOver(home, operationIds);
  }
  const accepted = await home.store.authority.transaction((tx) => tx.acceptedPolicy());
  return accepted?.requestId === requestId;
}
