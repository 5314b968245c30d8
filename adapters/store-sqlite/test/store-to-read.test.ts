// SPDX-License-Identifier: Apache-2.0
// Goal: a store that is opened to read gives everything that was committed, changes and makes nothing,
// and is refused once somebody writes to the file.
import { copyFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openSqliteStore, type SqliteStore } from '@marketops/store-sqlite';
import { contractNow, ManualClock, recordSample } from '@marketops/testkit';
import { expect, it, onTestFinished } from 'vitest';
import { freshFolder } from './opened-store.ts';

const clock = new ManualClock(contractNow);
const name = 'marketops.db';

async function opened(folder: string, access: 'read' | 'write'): Promise<SqliteStore> {
  const store = await openSqliteStore(join(folder, name), { clock, access });
  onTestFinished(() => store.close());
  return store;
}

/** A folder with a store that was closed, and that has one record. */
async function closedStore(): Promise<string> {
  const folder = freshFolder();
  const store = await openSqliteStore(join(folder, name), { clock });
  await append(store, 1);
  await store.close();
  return folder;
}

function append(store: SqliteStore, sample: number): Promise<number> {
  return store.publisher.transaction((tx) => tx.appendAudit(recordSample(sample)));
}

function sizeOf(store: SqliteStore): Promise<number> {
  return store.readLog((log) => log.size());
}

it('reads, writes nothing, and makes no file', async () => {
  const folder = await closedStore();
  const before = readFileSync(join(folder, name));
  const store = await opened(folder, 'read');
  expect(await sizeOf(store)).toBe(1);
  await expect(append(store, 2)).rejects.toMatchObject({ refusal: { code: 'store.read_only' } });
  expect(await sizeOf(store)).toBe(1);
  expect(readdirSync(folder)).toEqual([name]);
  expect(readFileSync(join(folder, name)).equals(before)).toBe(true);
});

it('reads what stands in the write-ahead log alone, as after a kill', async () => {
  const folder = await closedStore();
  const killed = await opened(folder, 'write');
  await append(killed, 2);
  const left = freshFolder();
  for (const file of readdirSync(folder)) copyFileSync(join(folder, file), join(left, file));
  expect(readdirSync(left)).toContain(`${name}-wal`);
  expect(await sizeOf(await opened(left, 'read'))).toBe(2);
});

it('refuses a file that somebody writes to meanwhile', async () => {
  const folder = await closedStore();
  const store = await opened(folder, 'read');
  expect(await sizeOf(store)).toBe(1);
  const other = await openSqliteStore(join(folder, name), { clock });
  await expect(sizeOf(store)).rejects.toMatchObject({ refusal: { code: 'store.failed' } });
  await append(other, 2);
  await other.close();
  await expect(sizeOf(store)).rejects.toMatchObject({ refusal: { code: 'store.failed' } });
});

it('is not there where no file is', async () => {
  const opening = openSqliteStore(join(freshFolder(), name), { clock, access: 'read' });
  await expect(opening).rejects.toMatchObject({ refusal: { code: 'store.unreadable' } });
});
