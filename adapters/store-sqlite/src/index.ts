// SPDX-License-Identifier: Apache-2.0
// The public surface of the SQLite store, listed name by name.
export { openSqliteStore, type SqliteStore, type SqliteStoreOptions } from './sqlite-store.ts';
export { StoredRowError } from './columns.ts';
export { requireSqliteVersion } from './sqlite-version.ts';
export { StoreError, type StoreReasonCode } from './store-error.ts';
