// SPDX-License-Identifier: Apache-2.0
// Refuses an SQLite with the write-ahead-log reset race, fixed in 3.51.3
// (https://sqlite.org/wal.html).
import { StoreError } from './store-error.ts';

const versionMin = [3, 51, 3] as const;

/** Throws StoreError unless the version is at least 3.51.3. */
export function requireSqliteVersion(version: string): void {
  const found = version.split('.').map(Number);
  for (const [place, least] of versionMin.entries()) {
    const part = found[place] ?? 0;
    if (part > least) return;
    if (part < least || Number.isNaN(part)) {
      throw new StoreError('store.sqlite_too_old', {
        subject: 'SQLite',
        expected: `version ${versionMin.join('.')} or newer`,
        found: version === '' ? 'none' : version,
      });
    }
  }
}
