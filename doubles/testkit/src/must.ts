// SPDX-License-Identifier: Apache-2.0
// Takes the value of a parser that a test knows to succeed.
import type { Parsed } from '@marketops/core';

/** The parsed value; throws with the problem where there is none. */
export function must<T>(parsed: Parsed<T>): T {
  if (parsed.ok) return parsed.value;
  const { path, expected, found } = parsed.problem;
  throw new TypeError(`at "${path}": expected ${expected}, found ${found}`);
}
