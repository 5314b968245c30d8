// SPDX-License-Identifier: Apache-2.0
// What the publisher's store says once every process is gone: how the operation ended, and whether
// the log holds.
import type { Operation, OperationAuditRecord } from '@marketops/core';
import {
  AuditLogReader,
  parseAuditLeaf,
  readLoggedLeaves,
  verifyWholeLog,
  type LogReader,
} from '@marketops/log';
import { openSqliteStore } from '@marketops/store-sqlite';
import type { SystemClock } from '@marketops/system';
import type { Ending, LogFindings } from '../judge/evidence.ts';

/** What the store says. */
export interface StoreAccount {
  readonly ending: Ending;
  readonly log: Omit<LogFindings, 'unannounced'>;
}

/** Reads the store at `path`. */
export async function readStoreAccount(
  path: string,
  operation: Operation,
  clock: SystemClock,
): Promise<StoreAccount> {
  const store = await openSqliteStore(path, { clock });
  try {
    const stored = await store.publisher.transaction((tx) => tx.operation(operation.operationId));
    const { records, verifies } = await store.readLog(readLog);
    const own = records.filter(({ operationId }) => operationId === operation.operationId);
    const log = { verifies, endings: own.filter(isEnding).length };
    if (stored === null) {
      const rejected = own.some(({ event }) => event === 'operation.rejected');
      const codes = own.flatMap(({ reasons }) => reasons.map(({ code }) => code));
      const ending: Ending = rejected
        ? { kind: 'ended', status: 'rejected', codes }
        : { kind: 'forgotten' };
      return { ending, log };
    }
    const { settlement } = stored;
    if (settlement === null) return { ending: { kind: 'hung' }, log };
    const codes = settlement.refusals.map(({ code }) => code);
    return { ending: { kind: 'ended', status: settlement.status, codes }, log };
  } finally {
    await store.close();
  }
}

function isEnding({ event }: OperationAuditRecord): boolean {
  return ['operation.settled', 'operation.reconciled', 'operation.rejected'].includes(event);
}

async function readLog(
  log: LogReader,
): Promise<{ readonly records: readonly OperationAuditRecord[]; readonly verifies: boolean }> {
  const size = await log.size();
  const checkpoint = await new AuditLogReader('faults.example/log', log).currentCheckpoint();
  const records: OperationAuditRecord[] = [];
  for await (const { leaf } of readLoggedLeaves(log, size)) {
    const parsed = parseAuditLeaf(leaf);
    if (parsed.ok) records.push(parsed.value);
  }
  const verdict = await verifyWholeLog({ leaves: readLoggedLeaves(log, size), checkpoint });
  return { records, verifies: verdict.verified };
}
