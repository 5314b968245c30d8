// SPDX-License-Identifier: Apache-2.0
// Refuses a file whose tables, indexes and triggers are not those of the scripts it says were applied.
// What must be unique and what must stay is kept by them: without one, or with a trigger of somebody
// else's, the file would forget denials or take a receipt twice, and nothing else would tell.
import { textOf } from '../columns.ts';
import type { SqliteConnection } from '../sqlite-connection.ts';
import { StoreError } from '../store-error.ts';

/** What a file's schema holds, by `type name`; SQLite's own objects are left out. */
export type SchemaObjects = ReadonlyMap<string, string>;

/**
 * Reads the schema of a file. Blanks between words are one blank: SQLite keeps a statement as it was
 * typed, and a file must not be refused because its maker was set with another indent.
 */
export function schemaObjects(connection: SqliteConnection): SchemaObjects {
  const rows = connection.all(
    `SELECT type || ' ' || name AS object, sql FROM sqlite_schema
     WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`,
  );
  return new Map(
    rows.map((row) => [textOf(row, 'object'), textOf(row, 'sql').replaceAll(/\s+/g, ' ')]),
  );
}

/** Throws StoreError unless all of `expected` is there, word for word, and no other trigger is. */
export function requireSchema(connection: SqliteConnection, expected: SchemaObjects): void {
  const found = schemaObjects(connection);
  for (const [object, sql] of expected) {
    if (found.get(object) === sql) continue;
    throw changed(connection, found.has(object) ? `another ${object}` : `no ${object}`);
  }
  for (const object of found.keys()) {
    if (object.startsWith('trigger ') && !expected.has(object)) throw changed(connection, object);
  }
}

function changed({ path }: SqliteConnection, found: string): StoreError {
  const expected = 'the tables, indexes and triggers that MarketOps made';
  return new StoreError('store.not_a_database', { subject: path, expected, found });
}
