// SPDX-License-Identifier: Apache-2.0
// Single values that only rise; the schema refuses to lower them.
import { integerOf } from '../columns.ts';
import type { SqliteConnection } from '../sqlite-connection.ts';

/** A value that only rises. */
export type Watermark = 'consumption_epoch' | 'policy_version_seen';

/** The present value. */
export function readWatermark(connection: SqliteConnection, name: Watermark): number {
  const row = connection.one('SELECT value FROM watermark WHERE name = ?', name);
  if (row === null) throw new Error(`the watermark ${name} is gone`);
  return integerOf(row, 'value');
}
