// SPDX-License-Identifier: Apache-2.0
// One connection to one file, whose transactions run one after the other. Each begins IMMEDIATE, so
// that two processes on one file take turns as well. An error at COMMIT leaves in doubt what is
// durable: the connection then refuses everything, and a fresh start reads what really is there.
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { CommitInDoubtError } from '@marketops/publisher';
import { openToRead, type OpenFile } from './open-to-read.ts';
import { isFatal, lastingErrorOf, StoreError, storeErrorOf } from './store-error.ts';

const busyTimeoutMs = 10_000;

function openToWrite(path: string): OpenFile {
  const database = new DatabaseSync(path, { timeout: busyTimeoutMs });
  database.exec('PRAGMA journal_mode = WAL');
  database.exec('PRAGMA synchronous = FULL');
  return { database, requireUnchanged: () => undefined };
}

/** A row as SQLite gives it. */
export type Row = Readonly<Record<string, unknown>>;

/** One connection; every statement of it runs inside a transaction. */
export class SqliteConnection {
  readonly path: string;
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #turn: Promise<unknown> = Promise.resolve();
  readonly #requireUnchanged: OpenFile['requireUnchanged'];
  #poisoned: Error | null = null;

  /** Opens a file, or makes it; to read only, nothing of it is made or changed. */
  constructor(path: string, access: 'write' | 'read' = 'write') {
    this.path = path;
    try {
      const { database, requireUnchanged } =
        access === 'read' ? openToRead(path, busyTimeoutMs) : openToWrite(path);
      this.#database = database;
      this.#requireUnchanged = requireUnchanged;
      this.#database.exec('PRAGMA foreign_keys = ON');
      this.#database.exec('PRAGMA trusted_schema = OFF');
    } catch (error) {
      throw storeErrorOf(error, path);
    }
  }

  /** Runs `work` in a transaction of its own, after all that were asked for before. */
  transaction<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(() => this.#run(work));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** The first row of a query, or null. */
  one(sql: string, ...values: SQLInputValue[]): Row | null {
    return this.#statement(sql).get(...values) ?? null;
  }

  /** Every row of a query. */
  all(sql: string, ...values: SQLInputValue[]): readonly Row[] {
    return this.#statement(sql).all(...values);
  }

  /** Runs a statement and says how many rows it changed. */
  run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#statement(sql).run(...values).changes);
  }

  /** Runs a script of several statements. */
  script(sql: string): void {
    this.#database.exec(sql);
  }

  /** Refuses to grow the file beyond this many pages, as a full disk would. */
  limitPages(pagesMax: number): void {
    this.#database.exec(`PRAGMA max_page_count = ${pagesMax}`);
  }

  /** Waits for the transactions asked for, then closes the file. */
  async close(): Promise<void> {
    await this.#turn;
    this.#poisoned ??= new StoreError('store.failed', {
      subject: this.path,
      expected: 'an open store',
      found: 'a closed one',
    });
    this.#database.close();
  }

  async #run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#poisoned !== null) throw this.#poisoned;
    this.#exec('BEGIN IMMEDIATE');
    let result: T;
    try {
      result = await work();
      this.#requireUnchanged();
    } catch (error) {
      this.#rollBack(error);
      throw storeErrorOf(error, this.path);
    }
    this.#commit();
    return result;
  }

  #exec(sql: string): void {
    try {
      this.#database.exec(sql);
    } catch (error) {
      throw storeErrorOf(error, this.path);
    }
  }

  #commit(): void {
    try {
      this.#database.exec('COMMIT');
    } catch (error) {
      this.#poison(error);
      throw new CommitInDoubtError(`the commit to ${this.path} may or may not have taken place`, {
        cause: error,
      });
    }
  }

  #rollBack(cause: unknown): void {
    if (isFatal(cause)) this.#poison(cause);
    if (!this.#database.isTransaction) return;
    try {
      this.#database.exec('ROLLBACK');
    } catch (error) {
      this.#poison(error);
    }
  }

  #poison(cause: unknown): void {
    this.#poisoned ??= lastingErrorOf(cause, this.path);
  }

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const prepared = this.#database.prepare(sql);
    this.#statements.set(sql, prepared);
    return prepared;
  }
}
