// SPDX-License-Identifier: Apache-2.0
// Brings a file to the present schema by numbered, frozen scripts. A script that was applied must
// still be the same; a file that knows more scripts than we do is refused, and so is one whose schema
// is not what the scripts make.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { integerOf, textOf } from '../columns.ts';
import { SqliteConnection } from '../sqlite-connection.ts';
import { StoreError } from '../store-error.ts';
import { requireSchema, schemaObjects, type SchemaObjects } from './require-schema.ts';

const migrationsFolder = join(import.meta.dirname, '../../migrations');
const migrationName = /^(\d{4})-[a-z0-9-]+\.sql$/;

interface Migration {
  readonly number: number;
  readonly sql: string;
  readonly sha256: string;
}

/** Applies what is missing, in one transaction; a new file is made whole or not at all. */
export async function migrate(connection: SqliteConnection): Promise<void> {
  const known = readMigrations();
  const expected = await schemaOf(known);
  await connection.transaction(async () => {
    applyMissing(connection, known);
    requireSchema(connection, expected);
  });
}

/** The schema that the scripts make, in a database of their own that is never written to a disk. */
async function schemaOf(known: readonly Migration[]): Promise<SchemaObjects> {
  const connection = new SqliteConnection(':memory:');
  try {
    return await connection.transaction(async () => {
      applyMissing(connection, known);
      return schemaObjects(connection);
    });
  } finally {
    await connection.close();
  }
}

function applyMissing(connection: SqliteConnection, known: readonly Migration[]): void {
  connection.script(
    `CREATE TABLE IF NOT EXISTS migration (
       number INTEGER PRIMARY KEY,
       sha256 TEXT NOT NULL
     ) STRICT`,
  );
  const applied = connection.all('SELECT number, sha256 FROM migration ORDER BY number');
  for (const row of applied) requireSame(connection.path, known, row);
  for (const { number, sql, sha256 } of known.slice(applied.length)) {
    connection.script(sql);
    connection.run('INSERT INTO migration (number, sha256) VALUES (?, ?)', number, sha256);
  }
}

function requireSame(
  path: string,
  known: readonly Migration[],
  row: Readonly<Record<string, unknown>>,
): void {
  const number = integerOf(row, 'number');
  const migration = known[number - 1];
  if (migration === undefined || migration.sha256 !== textOf(row, 'sha256')) {
    throw new StoreError('store.newer_schema', {
      subject: path,
      expected: `the ${known.length} schema scripts of this version`,
      found: migration === undefined ? `script ${number}` : `another script ${number}`,
    });
  }
}

function readMigrations(): readonly Migration[] {
  const names = readdirSync(migrationsFolder).toSorted();
  return names.map((name, index) => {
    const number = Number(migrationName.exec(name)?.[1]);
    if (number !== index + 1) throw new Error(`${name} is not migration ${index + 1}`);
    const sql = readFileSync(join(migrationsFolder, name), 'utf8');
    return { number, sql, sha256: createHash('sha256').update(sql).digest('hex') };
  });
}
