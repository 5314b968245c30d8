// SPDX-License-Identifier: Apache-2.0
// Says what a foreign value is, for error messages, without echoing more of it than is useful.
import type { JsonValue } from '../json/json-value.ts';

const shownCharactersMax = 80;

/** Describes a foreign value in a few words: its kind and, where short, its text. */
export function describeValue(value: JsonValue | undefined): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'string') return describeText(value);
  return `${typeof value} ${String(value)}`;
}

/** Quotes a text as JSON does, cut to a readable length. */
export function describeText(text: string): string {
  const shown = text.length > shownCharactersMax ? `${text.slice(0, shownCharactersMax)}…` : text;
  return JSON.stringify(shown);
}
