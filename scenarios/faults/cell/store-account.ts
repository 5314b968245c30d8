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
import type { StoredOperation } from '@marketops/publisher';
import { openSqliteStore } from '@marketops/store-sqlite';
import type { SystemClock } from '@marketops/system';
import type { Ending, LogFindings } from '../judge/evidence.ts';

/** What the store says. */
export interface StoreAccount {
  readonly ending: Ending;
  readonly log: Omit<LogFindings, 'unannounced'>;
}

/** Reads what the store at `path` says of each operation, in their order. */
export async function readStoreAccounts(
  path: string,
  operations: readonly Operation[],
  clock: SystemClock,
): Promise<readonly StoreAccount[]> {
  const store = await openSqliteStore(path, { clock });
  try {
    const { records, verifies } = await store.readLog(readLog);
    const accounts: StoreAccount[] = [];
    for (const { operationId } of operations) {
      const stored = await store.publisher.transaction((tx) => tx.operation(operationId));
      const own = records.filter((record) => record.operationId === operationId);
      const ending = stored === null ? unadmitted(own) : endingOf(stored);
      accounts.push({ ending, log: { verifies, endings: endingsAs(ending, own) } });
    }
    return accounts;
  } finally {
    await store.close();
  }
}

function endingOf({ settlement }: StoredOperation): Ending {
  if (settlement === null) return { kind: 'hung' };
  const codes = settlement.refusals.map(({ code }) => code);
  return { kind: 'ended', status: settlement.status, codes };
}

/** An operation that the store does not hold was rejected, or nobody knows of it. */
function unadmitted(records: readonly OperationAuditRecord[]): Ending {
  const rejections = records.filter(({ event }) => event === 'operation.rejected');
  if (rejections.length === 0) return { kind: 'forgotten' };
  const codes = rejections.flatMap(({ reasons }) => reasons.map(({ code }) => code));
  return { kind: 'ended', status: 'rejected', codes };
}

/** How often the log says how it ended; never, where it last says otherwise than the store. */
function endingsAs(ending: Ending, own: readonly OperationAuditRecord[]): number {
  const endings = own.filter(isEnding);
  const last = endings.at(-1)?.status ?? '';
  return ending.kind === 'ended' && last.startsWith(ending.status) ? endings.length : 0;
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
