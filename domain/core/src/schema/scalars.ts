// SPDX-License-Identifier: Apache-2.0
// Schemas of single values. Texts are always bounded and well-formed.
import type { JsonObject, JsonValue } from '../json/json-value.ts';
import { describeText, describeValue } from './describe-value.ts';
import { accepted, refused, type Parsed } from './parsed.ts';
import type { Schema } from './schema.ts';

/** Bounds of a text, in UTF-16 units. */
export interface TextBounds {
  readonly lengthMin: number;
  readonly lengthMax: number;
}

/** A well-formed text within bounds. */
export function text(bounds: TextBounds): Schema<string> {
  const expected = `a text of ${bounds.lengthMin} to ${bounds.lengthMax} characters`;
  return {
    jsonSchema: { type: 'string', minLength: bounds.lengthMin, maxLength: bounds.lengthMax },
    parse: (value, path) => {
      if (typeof value !== 'string') return refused(path, expected, describeValue(value));
      if (!value.isWellFormed()) return refused(path, 'well-formed Unicode', 'a lone surrogate');
      if (value.length < bounds.lengthMin || value.length > bounds.lengthMax) {
        return refused(path, expected, `${value.length} characters`);
      }
      return accepted(value);
    },
  };
}

/** A text that a parser of its own turns into a branded type. */
export function parsedText<T extends string>(
  parser: (text: string) => Parsed<T>,
  jsonSchema: JsonObject,
): Schema<T> {
  return {
    jsonSchema: { type: 'string', ...jsonSchema },
    parse: (value, path) => {
      if (typeof value !== 'string') return refused(path, 'a text', describeValue(value));
      const parsed = parser(value);
      if (parsed.ok) return parsed;
      return refused(path, parsed.problem.expected, parsed.problem.found);
    },
  };
}

/** An integer within bounds; at most 2^53 − 1. */
export function integer(min: number, max: number = Number.MAX_SAFE_INTEGER): Schema<number> {
  const expected = `an integer from ${min} to ${max}`;
  return {
    jsonSchema: { type: 'integer', minimum: min, maximum: max },
    parse: (value, path) =>
      typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max
        ? accepted(value)
        : refused(path, expected, describeValue(value)),
  };
}

/** True or false. */
export const boolean: Schema<boolean> = {
  jsonSchema: { type: 'boolean' },
  parse: (value, path) =>
    typeof value === 'boolean'
      ? accepted(value)
      : refused(path, 'true or false', describeValue(value)),
};

/** Exactly one value. */
export function literal<const T extends string | number | boolean>(constant: T): Schema<T> {
  return {
    jsonSchema: { const: constant },
    parse: (value, path) =>
      value === constant
        ? accepted(constant)
        : refused(path, JSON.stringify(constant), describeValue(value)),
  };
}

/** Exactly one of several texts. */
export function oneOf<const T extends string>(choices: readonly T[]): Schema<T> {
  const expected = `one of ${choices.map(describeText).join(', ')}`;
  return {
    jsonSchema: { type: 'string', enum: choices },
    parse: (value, path) => {
      const choice = choices.find((candidate) => candidate === value);
      return choice === undefined
        ? refused(path, expected, describeValue(value))
        : accepted(choice);
    },
  };
}

/** Any JSON value, as it stands. */
export const anyJson: Schema<JsonValue> = {
  jsonSchema: {},
  parse: (value, path) =>
    value === undefined ? refused(path, 'a value', 'nothing') : accepted(value),
};
