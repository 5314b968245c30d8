// SPDX-License-Identifier: Apache-2.0
// Turns columns back into domain values. What does not fit its closed schema was not written by us:
// the row is refused as a fault, never repaired.
import {
  canonicalJson,
  parseStrictJson,
  utf8Encode,
  type JsonObject,
  type Parsed,
  type Schema,
} from '@marketops/core';
import type { Row } from './sqlite-connection.ts';

const documentLimits = { bytesMax: 64 * 1_048_576, depthMax: 64, numbers: 'integer' } as const;

/** A stored row does not say what its schema promises. */
class StoredRowError extends Error {
  override readonly name = 'StoredRowError';
}

/** A document as it is stored. Throws TypeError for what JSON cannot say. */
export function documentText(document: object): string {
  return canonicalJson(document as JsonObject);
}

/** A stored document, read by its schema. */
export function readDocument<T>(row: Row, column: string, schema: Schema<T>): T {
  const json = parseStrictJson(utf8Encode(textOf(row, column)), documentLimits);
  return valueOf(column, json.ok ? schema.parse(json.value, '') : json);
}

/** A text column, read by a parser of its own. */
export function readText<T>(row: Row, column: string, parse: (text: string) => Parsed<T>): T {
  return valueOf(column, parse(textOf(row, column)));
}

/** A text column as it stands. */
export function textOf(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw new StoredRowError(`column ${column} holds no text`);
  return value;
}

/** An integer column. */
export function integerOf(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) {
    throw new StoredRowError(`column ${column} holds no integer`);
  }
  return value;
}

/** A bytes column. */
export function bytesOf(row: Row, column: string): Uint8Array {
  const value = row[column];
  if (!(value instanceof Uint8Array)) throw new StoredRowError(`column ${column} holds no bytes`);
  return new Uint8Array(value);
}

function valueOf<T>(column: string, parsed: Parsed<T>): T {
  if (parsed.ok) return parsed.value;
  const { path, expected, found } = parsed.problem;
  throw new StoredRowError(`column ${column} at "${path}": expected ${expected}, found ${found}`);
}
