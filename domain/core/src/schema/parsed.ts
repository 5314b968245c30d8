// SPDX-License-Identifier: Apache-2.0
// What a total parser answers: the value, or one problem that says where, what was expected and
// what was found. Parsers never throw on foreign input.

/** Why a foreign value was not accepted. `path` is a JSON pointer ("" is the whole value). */
export interface Problem {
  readonly path: string;
  readonly expected: string;
  readonly found: string;
}

/** The answer of every total parser. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: Problem };

/** Accepts a value. */
export function accepted<T>(value: T): Parsed<T> {
  return { ok: true, value };
}

/** Refuses a value, saying where, what was expected and what was found. */
export function refused(path: string, expected: string, found: string): Parsed<never> {
  return { ok: false, problem: { path, expected, found } };
}
