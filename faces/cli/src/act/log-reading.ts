// SPDX-License-Identifier: Apache-2.0
// Reads the log of a home, record by record.
import { AuditLogReader, type LoggedRecord } from '@marketops/log';
import { logOrigin } from '../composition/log-head.ts';
import type { OpenedHome } from '../composition/opened-home.ts';

/** Every record with its index, from `from` on. */
export async function readRecords(home: OpenedHome, from = 0): Promise<readonly LoggedRecord[]> {
  const origin = logOrigin(home.pins.trustRoot);
  return home.store.readLog(async (log) => {
    const reader = new AuditLogReader(origin, log);
    const records: LoggedRecord[] = [];
    for (let index = from; index < (await log.size()); index += 1) {
      records.push({ index, record: await reader.readRecord(index) });
    }
    return records;
  });
}

/** Every leaf's bytes, in order. */
export async function readLeaves(home: OpenedHome): Promise<readonly Uint8Array[]> {
  return home.store.readLog(async (log) => {
    const leaves: Uint8Array[] = [];
    for (let index = 0; index < (await log.size()); index += 1) {
      leaves.push(await log.readLeaf(index));
    }
    return leaves;
  });
}
