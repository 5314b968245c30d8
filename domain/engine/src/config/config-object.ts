// SPDX-License-Identifier: Apache-2.0
// Closed objects of the configuration. Unlike the wire formats they may leave members out, and an
// unknown one is answered with the name that was probably meant.
import {
  accepted,
  describeText,
  describeValue,
  isJsonObject,
  refused,
  type JsonObject,
  type JsonValue,
  type Parsed,
  type Schema,
} from '@marketops/core';
import { nearestName } from './nearest-name.ts';

/** One member: its schema, what it is for, and what holds where it is left out. */
export interface ConfigMember<T> {
  readonly schema: Schema<T>;
  readonly description: string;
  /** Null for a member that must be given. */
  readonly fallback: { readonly value: T } | null;
}

type Members = { readonly [name: string]: ConfigMember<unknown> };
type ObjectOf<M extends Members> = {
  readonly [K in keyof M]: M[K] extends ConfigMember<infer T> ? T : never;
};

/** A member that must be given. */
export function required<T>(schema: Schema<T>, description: string): ConfigMember<T> {
  return { schema, description, fallback: null };
}

/** A member that may be left out. */
export function optional<T>(schema: Schema<T>, description: string, value: T): ConfigMember<T> {
  return { schema, description, fallback: { value } };
}

/** An object with these members and no others. */
export function configObject<const M extends Members>(members: M): Schema<ObjectOf<M>> {
  return {
    jsonSchema: objectJsonSchema(members),
    parse: (value, path) => parseMembers(members, value, path) as Parsed<ObjectOf<M>>,
  };
}

function objectJsonSchema(members: Members): JsonObject {
  const entries = Object.entries(members);
  return {
    type: 'object',
    properties: Object.fromEntries(
      entries.map(([name, { schema, description, fallback }]) => [
        name,
        {
          ...schema.jsonSchema,
          description: describedAs(description, schema.jsonSchema['description']),
          ...(fallback === null ? {} : { default: fallback.value as JsonValue }),
        },
      ]),
    ),
    required: entries.flatMap(([name, { fallback }]) => (fallback === null ? [name] : [])),
    additionalProperties: false,
  };
}

function parseMembers(
  members: Members,
  value: JsonValue | undefined,
  path: string,
): Parsed<JsonObject> {
  if (!isJsonObject(value)) return refused(path, 'a mapping', describeValue(value));
  const names = Object.keys(members);
  const unknownName = Object.keys(value).find((name) => !Object.hasOwn(members, name));
  if (unknownName !== undefined) return refuseUnknown(unknownName, names, path);
  const parsed: Record<string, JsonValue> = {};
  for (const [name, { schema, fallback }] of Object.entries(members)) {
    if (!Object.hasOwn(value, name) && fallback !== null) {
      parsed[name] = fallback.value as JsonValue;
      continue;
    }
    const member = schema.parse(value[name], `${path}/${name}`);
    if (!member.ok) return member;
    parsed[name] = member.value as JsonValue;
  }
  return accepted(parsed);
}

function refuseUnknown(name: string, names: readonly string[], path: string): Parsed<never> {
  const nearest = nearestName(name, names);
  const hint = nearest === null ? '' : `; did you mean ${describeText(nearest)}?`;
  const segment = name.replaceAll('~', '~0').replaceAll('/', '~1');
  return refused(
    `${path}/${segment}`,
    `only ${names.join(', ')}`,
    `unknown key ${describeText(name)}${hint}`,
  );
}

/** What a member is for, and then what its own schema says of itself. */
function describedAs(description: string, own: JsonValue | undefined): string {
  return typeof own === 'string' ? `${description} ${own}`.trim() : description;
}
