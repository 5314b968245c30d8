// SPDX-License-Identifier: Apache-2.0
// Schemas of values made of others. Objects are closed: an undeclared member is refused, and so is
// a missing one; what may be absent is `null`.
import { jsonPointer } from '../json/json-pointer.ts';
import { isJsonArray, type JsonObject, type JsonValue } from '../json/json-value.ts';
import { describeText, describeValue } from './describe-value.ts';
import { accepted, refused, type Parsed } from './parsed.ts';
import type { Schema } from './schema.ts';

type Members = { readonly [member: string]: Schema<unknown> };
type ObjectOf<M extends Members> = {
  readonly [K in keyof M]: M[K] extends Schema<infer T> ? T : never;
};

/** An object with exactly these members. */
export function object<const M extends Members>(members: M): Schema<ObjectOf<M>> {
  const names = Object.keys(members);
  return {
    jsonSchema: {
      type: 'object',
      properties: Object.fromEntries(names.map((name) => [name, members[name]?.jsonSchema ?? {}])),
      required: names,
      additionalProperties: false,
    },
    parse: (value, path) => parseObject(members, value, path) as Parsed<ObjectOf<M>>,
  };
}

function parseObject(
  members: Members,
  value: JsonValue | undefined,
  path: string,
): Parsed<JsonObject> {
  if (!isJsonObject(value)) return refused(path, 'an object', describeValue(value));
  const names = Object.keys(members);
  const unknownName = Object.keys(value).find((name) => !Object.hasOwn(members, name));
  if (unknownName !== undefined) {
    return refused(
      path + jsonPointer([unknownName]),
      `only ${names.join(', ')}`,
      `unknown member ${describeText(unknownName)}`,
    );
  }
  const parsed: Record<string, JsonValue> = {};
  for (const name of names) {
    const found = Object.hasOwn(value, name) ? value[name] : undefined;
    const member = members[name]?.parse(found, path + jsonPointer([name]));
    if (member === undefined) continue;
    if (!member.ok) return member;
    parsed[name] = member.value as JsonValue;
  }
  return accepted(parsed);
}

/** Whether a value is a JSON object (not null, not an array). */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An array whose length is bounded. */
export function array<T>(
  item: Schema<T>,
  itemsMin: number,
  itemsMax: number,
): Schema<readonly T[]> {
  const expected = `an array of ${itemsMin} to ${itemsMax}`;
  return {
    jsonSchema: {
      type: 'array',
      items: item.jsonSchema,
      minItems: itemsMin,
      maxItems: itemsMax,
    },
    parse: (value, path) => {
      if (value === undefined || !isJsonArray(value)) {
        return refused(path, expected, describeValue(value));
      }
      if (value.length < itemsMin || value.length > itemsMax) {
        return refused(path, expected, describeValue(value));
      }
      const items: T[] = [];
      for (const [index, element] of value.entries()) {
        const parsed = item.parse(element, `${path}/${index}`);
        if (!parsed.ok) return parsed;
        items.push(parsed.value);
      }
      return accepted(items);
    },
  };
}

/** The schema's value, or null. */
export function nullable<T>(schema: Schema<T>): Schema<T | null> {
  return {
    jsonSchema: { anyOf: [schema.jsonSchema, { type: 'null' }] },
    parse: (value, path) => (value === null ? accepted(null) : schema.parse(value, path)),
  };
}

/** One of several objects, told apart by the text of one member. */
export function taggedUnion<T>(
  tag: string,
  variants: { readonly [tagValue: string]: Schema<T> },
): Schema<T> {
  const names = Object.keys(variants);
  return {
    jsonSchema: { oneOf: Object.values(variants).map((variant) => variant.jsonSchema) },
    parse: (value, path) => {
      if (!isJsonObject(value)) return refused(path, 'an object', describeValue(value));
      const found = value[tag];
      const variant =
        typeof found === 'string' && Object.hasOwn(variants, found) ? variants[found] : undefined;
      return variant === undefined
        ? refused(
            `${path}/${tag}`,
            `one of ${names.map(describeText).join(', ')}`,
            describeValue(found),
          )
        : variant.parse(value, path);
    },
  };
}
