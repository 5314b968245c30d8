// SPDX-License-Identifier: Apache-2.0
// The public surface of the SQLite store, listed name by name.
export { openSqliteStore, type SqliteStore } from './sqlite-store.ts';
export { requireSqliteVersion } from './sqlite-version.ts';
