// SPDX-License-Identifier: Apache-2.0
// One file with everything that must not be lost: what the publisher, the Federation Core and the
// engine keep, and the log that records it, in the same transactions.
import type { Clock, OperationAuditRecord } from '@marketops/core';
import type { AuthorityStore } from '@marketops/authority';
import type { RunReader, RunStore } from '@marketops/engine';
import type { LogReader } from '@marketops/log';
import type { PublisherStore } from '@marketops/publisher';
import { migrate } from './migration/migrate.ts';
import { SqliteConnection } from './sqlite-connection.ts';
import { requireSqliteVersion } from './sqlite-version.ts';
import { AuthorityTable } from './tables/authority-table.ts';
import { LogTable } from './tables/log-table.ts';
import { PublisherTable } from './tables/publisher-table.ts';
import { RunTable } from './tables/run-table.ts';

/** How a store is opened. */
export interface SqliteStoreOptions {
  /** Judges leases and what is due. */
  readonly clock: Clock;
  /** `read` where the file cannot be written: whatever would write is refused with `store.read_only`. */
  readonly access?: 'write' | 'read';
  /** The most pages the file may grow to; without it the disk is the limit. */
  readonly pagesMax?: number;
  /** Told of every record as it is appended; whether its transaction will be durable is not known yet. */
  readonly onRecord?: (record: OperationAuditRecord) => void;
}

/** Every store over one file. */
export interface SqliteStore {
  readonly publisher: PublisherStore;
  readonly authority: AuthorityStore;
  readonly runs: RunStore;
  /** Reads the log in one consistent state. */
  readLog<T>(work: (log: LogReader) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/**
 * Opens (or makes) the store in a file and brings it to the present schema. Throws StoreError where
 * the file cannot be used. A second process may open the same file; writers take turns.
 */
export async function openSqliteStore(
  path: string,
  options: SqliteStoreOptions,
): Promise<SqliteStore> {
  requireSqliteVersion(process.versions['sqlite'] ?? '');
  const connection = new SqliteConnection(path, options.access);
  await migrate(connection);
  if (options.pagesMax !== undefined) connection.limitPages(options.pagesMax);
  const log = new LogTable(connection, options.onRecord);
  const publisher = new PublisherTable(connection, log, options.clock);
  const authority = new AuthorityTable(connection, log);
  return {
    publisher: { transaction: (work) => connection.transaction(() => work(publisher)) },
    authority: { transaction: (work) => connection.transaction(() => work(authority)) },
    runs: runStore(connection, new RunTable(connection, log)),
    readLog: (work) => connection.transaction(() => work(log)),
    close: () => connection.close(),
  };
}

function runStore(connection: SqliteConnection, table: RunTable): RunStore {
  const read = <T>(work: (reader: RunReader) => Promise<T>): Promise<T> =>
    connection.transaction(() => work(table));
  return {
    transact: (work) => connection.transaction(() => work(table)),
    run: (runId) => read((reader) => reader.run(runId)),
    runs: (count, before) => read((reader) => reader.runs(count, before)),
    seeds: (runId) => read((reader) => reader.seeds(runId)),
    events: (runId, after) => read((reader) => reader.events(runId, after)),
    plan: (runId) => read((reader) => reader.plan(runId)),
    ledger: (runId) => read((reader) => reader.ledger(runId)),
  };
}
