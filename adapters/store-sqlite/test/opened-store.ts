// SPDX-License-Identifier: Apache-2.0
// Opens stores in folders that go away with the test.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '@marketops/core';
import { openSqliteStore, type SqliteStore } from '@marketops/store-sqlite';
import { onTestFinished } from 'vitest';

/** A fresh folder, removed when the test ends. */
export function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'marketops-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A fresh store, closed when the test ends. */
export async function freshStore(clock: Clock): Promise<SqliteStore> {
  const folder = freshFolder();
  const store = await openSqliteStore(join(folder, 'marketops.db'), { clock });
  onTestFinished(() => store.close());
  return store;
}
