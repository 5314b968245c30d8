// SPDX-License-Identifier: Apache-2.0
// Operations that had ended before a command began: it tells of them, and tries none of them again.
import { instantToMs, type Instant, type OperationId } from '@marketops/core';
import type { OperationReport } from '@marketops/engine';
import type { OpenedHome } from '../composition/opened-home.ts';

/** When each operation ended; only those that ended before `began`. */
export async function endedBefore(
  { store }: OpenedHome,
  reports: readonly OperationReport[],
  began: Instant,
): Promise<ReadonlyMap<OperationId, Instant>> {
  return store.publisher.transaction(async (transaction) => {
    const ended = new Map<OperationId, Instant>();
    for (const { operationId } of reports) {
      const settledAt = (await transaction.operation(operationId))?.settlement?.settledAt;
      if (settledAt === undefined || instantToMs(settledAt) >= instantToMs(began)) continue;
      ended.set(operationId, settledAt);
    }
    return ended;
  });
}
