// SPDX-License-Identifier: Apache-2.0
// Goal: the file survives kills and full disks, a damaged or foreign file is refused in one line,
// and nothing that must stay can be changed through SQL either.
import { spawn } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ReceiptRegister } from '@marketops/authority';
import { reasonEntry } from '@marketops/core';
import { leafHash, rootAt, TreeAccumulator, type LogReader } from '@marketops/log';
import { CommitInDoubtError } from '@marketops/publisher';
import { openSqliteStore, requireSqliteVersion } from '@marketops/store-sqlite';
import { ManualClock, admittedSample, contractNow, recordSample } from '@marketops/testkit';
import { describe, expect, it, vi } from 'vitest';
import { freshFolder } from './opened-store.ts';
import { SqliteConnection } from '../src/sqlite-connection.ts';
import { StoreError, storeErrorOf } from '../src/store-error.ts';

const clock = new ManualClock(contractNow);

async function codeOfOpening(path: string): Promise<string> {
  try {
    await (await openSqliteStore(path, { clock })).close();
    return 'opened';
  } catch (error) {
    return error instanceof StoreError ? error.refusal.code : String(error);
  }
}

describe('opening a store', () => {
  it('makes a new file and opens it again', async () => {
    const path = join(freshFolder(), 'marketops.db');
    expect(await codeOfOpening(path)).toBe('opened');
    expect(await codeOfOpening(path)).toBe('opened');
  });

  it('refuses a file that is no database', async () => {
    const path = join(freshFolder(), 'marketops.db');
    writeFileSync(path, 'a text of some length that is certainly not a database '.repeat(40));
    expect(await codeOfOpening(path)).toBe('store.not_a_database');
  });

  it('refuses a folder in the place of the file, and a folder that is not there', async () => {
    const folder = freshFolder();
    mkdirSync(join(folder, 'marketops.db'));
    expect(await codeOfOpening(join(folder, 'marketops.db'))).toBe('store.unreadable');
    expect(await codeOfOpening(join(folder, 'absent', 'marketops.db'))).toBe('store.unreadable');
    chmodSync(folder, 0o700);
  });

  it('refuses a file with a schema script that this version does not know', async () => {
    const path = join(freshFolder(), 'marketops.db');
    await codeOfOpening(path);
    const database = new DatabaseSync(path);
    database.exec("INSERT INTO migration (number, sha256) VALUES (99, 'ff')");
    database.close();
    expect(await codeOfOpening(path)).toBe('store.newer_schema');
  });

  it.each(['3.51.2', '3.40.1', '2.99.99', ''])('refuses SQLite %s', (version) => {
    expect(() => requireSqliteVersion(version)).toThrow('store.sqlite_too_old');
  });

  it.each(['3.51.3', '3.53.4', '4.0.0'])('accepts SQLite %s', (version) => {
    expect(() => requireSqliteVersion(version)).not.toThrow();
  });
});

describe('what must stay', () => {
  it.each([
    ['log_leaf', "UPDATE log_leaf SET leaf = x'00'"],
    ['log_leaf', 'DELETE FROM log_leaf'],
    ['log_node', 'DELETE FROM log_node'],
    ['consumption', 'DELETE FROM consumption'],
    ['operation', 'DELETE FROM operation'],
    ['operation', "UPDATE operation SET admitted = '{}'"],
    ['migration', 'DELETE FROM migration'],
    ['watermark', 'UPDATE watermark SET value = value - 1'],
  ])('in %s cannot be changed by: %s', async (_table, sql) => {
    const path = join(freshFolder(), 'marketops.db');
    const store = await openSqliteStore(path, { clock });
    const { receiptId, operationId } = admittedSample(1);
    await store.publisher.transaction(async (transaction) => {
      await transaction.insertConsumption({ receiptId, operationId, consumedAt: contractNow });
      await transaction.insertOperation(admittedSample(1));
      await transaction.appendAudit(recordSample(1));
    });
    await store.close();
    const database = new DatabaseSync(path);
    expect(() => database.exec(sql)).toThrow(/append only|never deleted|only rises/);
    database.close();
  });
});

describe('a file whose schema somebody has changed', () => {
  it.each([
    ['forgets what is spent', 'DROP TRIGGER consumption_no_delete'],
    ['would forget denials', 'CREATE TRIGGER forget AFTER INSERT ON approval BEGIN SELECT 1; END'],
    [
      'takes a receipt twice',
      `DROP TABLE revocation;
       CREATE TABLE revocation (receipt_id TEXT, revoked_at TEXT, revoked_by TEXT, reason TEXT)`,
    ],
    ['lets an epoch fall', 'DROP TRIGGER watermark_rises'],
    ['lacks an index', 'DROP INDEX mint_by_operation'],
  ])('is refused: it %s', async (_what, sql) => {
    const path = join(freshFolder(), 'marketops.db');
    await codeOfOpening(path);
    const database = new DatabaseSync(path);
    database.exec(sql);
    database.close();
    expect(await codeOfOpening(path)).toBe('store.not_a_database');
  });

  it('is not one that was made with another indent', async () => {
    const path = join(freshFolder(), 'marketops.db');
    const database = new DatabaseSync(path);
    database.exec(
      'CREATE TABLE migration (\n\t\tnumber INTEGER PRIMARY KEY,\n  sha256 TEXT NOT NULL\n) STRICT',
    );
    database.close();
    expect(await codeOfOpening(path)).toBe('opened');
  });

  it('may hold tables that others keep beside ours', async () => {
    const path = join(freshFolder(), 'marketops.db');
    await codeOfOpening(path);
    const database = new DatabaseSync(path);
    database.exec('CREATE TABLE backup_position (id INTEGER PRIMARY KEY, at INTEGER); ANALYZE');
    database.close();
    expect(await codeOfOpening(path)).toBe('opened');
  });
});

describe('the consumption epoch', () => {
  it('never repeats, though one backup is put back twice', async () => {
    const folder = freshFolder();
    const backup = join(folder, 'backup.db');
    await (await openSqliteStore(backup, { clock })).close();
    const later = new ManualClock(contractNow);
    const epochs: number[] = [];
    for (const name of ['first.db', 'second.db', 'third.db']) {
      copyFileSync(backup, join(folder, name));
      later.advance(1);
      const store = await openSqliteStore(join(folder, name), { clock: later });
      const register = new ReceiptRegister({ store: store.authority, clock: later });
      epochs.push(await register.bumpConsumptionEpoch('restore'));
      const read = await store.publisher.transaction((tx) => tx.consumptionEpoch());
      expect(read).toBe(epochs.at(-1));
      await store.close();
    }
    expect(new Set(epochs).size).toBe(3);
  });
});

describe('a full disk', () => {
  it('is refused by name, leaves nothing half-written, and the file opens again', async () => {
    const path = join(freshFolder(), 'marketops.db');
    const store = await openSqliteStore(path, { clock });
    await store.close();
    for (let spare = 0; spare < 12; spare += 1) {
      const limited = await openSqliteStore(path, { clock, pagesMax: pagesOf(path) + spare });
      const size = await limited.readLog((log) => log.size());
      const attempts = Array.from({ length: 40 }, (_, n) => n);
      for (const n of attempts) {
        const write = limited.publisher.transaction((transaction) =>
          transaction.appendAudit(recordSample((n % 200) + 1)),
        );
        const failure = await write.then(
          () => null,
          (error: unknown) => error,
        );
        if (failure === null) continue;
        const named = failure instanceof StoreError && failure.refusal.code === 'store.full';
        expect(named || failure instanceof CommitInDoubtError).toBe(true);
        break;
      }
      await limited.close();
      const again = await openSqliteStore(path, { clock });
      await again.readLog(async (log) => {
        const leaves = await log.size();
        expect(leaves).toBeGreaterThanOrEqual(size);
        expect(await rootAt(log, leaves)).toEqual(await rootOfLeaves(log, leaves));
      });
      await again.close();
    }
  });
});

describe('a commit that failed on a full disk', () => {
  it('is what every later call of the connection is refused for', async () => {
    const connection = new SqliteConnection(join(freshFolder(), 'marketops.db'));
    const full = Object.assign(new Error('database or disk is full'), { errcode: 13 });
    const exec = vi.spyOn(DatabaseSync.prototype, 'exec');
    exec.mockImplementation((sql) => {
      if (sql === 'COMMIT') throw full;
    });
    const first = connection.transaction(async () => 'written');
    await expect(first).rejects.toThrow(CommitInDoubtError);
    exec.mockRestore();
    for (const _later of [1, 2]) {
      const refused = connection.transaction(async () => 'written');
      await expect(refused).rejects.toMatchObject({ refusal: { code: 'store.full' } });
    }
    await connection.close();
  });
});

describe('a store that cannot be written', () => {
  it('is refused as that, and not as one to put a backup over', () => {
    const path = join(freshFolder(), 'marketops.db');
    const database = new DatabaseSync(path);
    database.exec('CREATE TABLE kept (id INTEGER) STRICT');
    database.close();
    const readOnly = new DatabaseSync(path, { readOnly: true });
    const error = failureOf(() => readOnly.exec('INSERT INTO kept VALUES (1)'));
    readOnly.close();
    expect(error).toMatchObject({ message: 'attempt to write a readonly database' });
    expect(storeErrorOf(error, path)).toMatchObject({
      refusal: { code: 'store.read_only', subject: path },
    });
    expect(reasonEntry('store.read_only').next).toBe('marketops doctor');
  });
});

describe('a file that is there and cannot be opened', () => {
  it('is not one to put a backup over', () => {
    const path = join(freshFolder(), 'marketops.db');
    const error = Object.assign(new Error('unable to open database file'), { errcode: 14 });
    expect(storeErrorOf(error, path)).toMatchObject({ refusal: { code: 'store.unreadable' } });
    writeFileSync(path, '');
    expect(storeErrorOf(error, path)).toMatchObject({ refusal: { code: 'store.read_only' } });
  });
});

function failureOf(work: () => void): unknown {
  try {
    work();
    return null;
  } catch (error) {
    return error;
  }
}

/** The root as the leaves alone give it. */
async function rootOfLeaves(log: LogReader, leaves: number): Promise<Uint8Array> {
  const tree = new TreeAccumulator();
  for (let index = 0; index < leaves; index += 1) tree.add(leafHash(await log.readLeaf(index)));
  return tree.root();
}

function pagesOf(path: string): number {
  const database = new DatabaseSync(path);
  const row = database.prepare('PRAGMA page_count').get();
  database.close();
  return Number(row?.['page_count']);
}

describe('a process that is killed', () => {
  it('loses no commit that it acknowledged, and leaves a sound file', async () => {
    const path = join(freshFolder(), 'marketops.db');
    await codeOfOpening(path);
    let acknowledged = 0;
    for (let kill = 0; kill < 12; kill += 1) {
      acknowledged = await runAndKill(path, 4 + kill * 7);
      const database = new DatabaseSync(path);
      expect(database.prepare('PRAGMA integrity_check').get()).toMatchObject({
        integrity_check: 'ok',
      });
      database.close();
      const store = await openSqliteStore(path, { clock });
      await store.readLog(async (log) => {
        const leaves = await log.size();
        expect(leaves).toBeGreaterThanOrEqual(acknowledged);
        expect(await rootAt(log, leaves)).toEqual(await rootOfLeaves(log, leaves));
      });
      await store.close();
    }
    expect(acknowledged).toBeGreaterThan(12);
  }, 60_000);
});

/** Lets a writer acknowledge `count` commits, kills it at once, and says how many there were. */
async function runAndKill(path: string, count: number): Promise<number> {
  const writer = spawn(process.execPath, [join(import.meta.dirname, 'writer.ts'), path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let lines = 0;
  let last = 0;
  for await (const chunk of writer.stdout.setEncoding('utf8')) {
    for (const line of String(chunk).split('\n').slice(0, -1)) {
      lines += 1;
      last = Number(line);
    }
    if (lines >= count) writer.kill('SIGKILL');
  }
  return last;
}
