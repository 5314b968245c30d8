// SPDX-License-Identifier: Apache-2.0
// Opens a file of which nothing can be written, as on a read-only disk. What is read is whole: SQLite
// takes records that stand only in the write-ahead log beside the file, and where there is no such log,
// a file that changes while it is read is refused.
import { existsSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { StoreError } from './store-error.ts';

/** A file that is open. */
export interface OpenFile {
  readonly database: DatabaseSync;
  /** Throws StoreError where what was read may not be whole, for somebody has written meanwhile. */
  readonly requireUnchanged: () => void;
}

/** Opens the file; throws SQLite's own error where it cannot be read. */
export function openToRead(path: string, timeout: number): OpenFile {
  const settings = { readOnly: true, timeout };
  // Before the file is opened: whatever changes from here on is noticed.
  const before = markOf(path);
  if (existsSync(logOf(path))) {
    return { database: new DatabaseSync(path, settings), requireUnchanged: () => undefined };
  }
  // Beside a file in this mode SQLite makes an index, which it cannot do here. It goes without one for
  // a file that nobody changes; that there is no log says that nobody has it open.
  const url = pathToFileURL(path);
  url.searchParams.set('immutable', '1');
  return {
    database: new DatabaseSync(url, settings),
    requireUnchanged: () => {
      if (markOf(path) === before && !existsSync(logOf(path))) return;
      const details = { subject: path, expected: 'a file that nobody writes to while it is read' };
      throw new StoreError('store.failed', { ...details, found: 'one that has changed' });
    },
  };
}

function logOf(path: string): string {
  return `${path}-wal`;
}

/** What is another one once the file was written to. */
function markOf(path: string): string {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  if (stats === undefined) return 'none';
  const { dev, ino, size, mtimeNs, ctimeNs } = stats;
  return [dev, ino, size, mtimeNs, ctimeNs].join(' ');
}
