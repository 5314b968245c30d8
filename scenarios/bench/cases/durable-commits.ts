// SPDX-License-Identifier: Apache-2.0
// Audit records committed one by one to SQLite, beside the plain append and fdatasync that the same
// disk does: their ratio says what the store costs, whatever the machine.
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { openSqliteStore, type SqliteStore } from '@marketops/store-sqlite';
import { SystemClock } from '@marketops/system';
import { recordSample } from '@marketops/testkit';
import type { BenchCase } from './bench-case.ts';

const rounds = 5;
const commitsPerRound = 200;
const plainBytes = Buffer.alloc(1_024, 1);

/** Interleaved rounds of both, so that a busy machine weighs on both alike. */
export const durableCommits: BenchCase = {
  name: 'durable commits',
  deep: false,
  measure: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'marketops-bench-'));
    const store = await openSqliteStore(join(folder, 'bench.db'), { clock: new SystemClock() });
    let storeMs = 0;
    let plainMs = 0;
    try {
      for (let round = 0; round < rounds; round += 1) {
        plainMs += timePlain(join(folder, 'plain'));
        storeMs += await timeStore(store);
      }
    } finally {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    }
    const commits = rounds * commitsPerRound;
    return {
      commits,
      commitsPerSecond: Math.round((commits * 1_000) / storeMs),
      plainAppendsPerSecond: Math.round((commits * 1_000) / plainMs),
      ratioToPlain: Number((storeMs / plainMs).toFixed(2)),
    };
  },
};

function timePlain(path: string): number {
  const file = openSync(path, 'a');
  const begun = performance.now();
  for (let n = 0; n < commitsPerRound; n += 1) {
    writeSync(file, plainBytes);
    fdatasyncSync(file);
  }
  closeSync(file);
  return performance.now() - begun;
}

async function timeStore(store: SqliteStore): Promise<number> {
  const begun = performance.now();
  for (let n = 0; n < commitsPerRound; n += 1) {
    await store.publisher.transaction((transaction) => transaction.appendAudit(recordSample(1)));
  }
  return performance.now() - begun;
}
