// SPDX-License-Identifier: Apache-2.0
// A closed schema: one declaration that gives the type, the total parser and the JSON Schema of a
// format, so that the three cannot drift apart.
import type { JsonObject, JsonValue } from '../json/json-value.ts';
import type { Parsed } from './parsed.ts';

/** One declared format. */
export interface Schema<T> {
  /** Accepts exactly the declared shape; never throws. `path` is the JSON pointer of `value`. */
  readonly parse: (value: JsonValue | undefined, path: string) => Parsed<T>;
  /** The same shape as a JSON Schema (draft 2020-12). */
  readonly jsonSchema: JsonObject;
}

/** The type that a schema accepts. */
export type TypeOf<S> = S extends Schema<infer T> ? T : never;
