// SPDX-License-Identifier: Apache-2.0
// Turns a schema of OpenAPI 3.0 into plain JSON Schema: `nullable` becomes a type, and everything that
// does not constrain a value is left out.

/** A parsed JSON value. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonMembers;

/** A parsed JSON object. */
export interface JsonMembers {
  readonly [name: string]: JsonValue;
}

/** Tells whether a parsed value is an object. */
export function isMembers(value: JsonValue | undefined): value is JsonMembers {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

const annotations = new Set([
  'description',
  'example',
  'examples',
  'title',
  'externalDocs',
  'deprecated',
  'readOnly',
  'writeOnly',
  'default',
  'discriminator',
  'xml',
]);

/** A member that no served route answers with; its schemas are many and none of them would be used. */
const omittedProperty = 'secret_scanning';

/** Converts one schema. */
export function toJsonSchema(schema: JsonMembers): JsonMembers {
  const { nullable, ...rest } = schema;
  const kept = Object.fromEntries(
    Object.entries(rest)
      .filter(([name]) => !annotations.has(name) && !name.startsWith('x-'))
      .map(([name, value]) => [keywordOf(name), convertKeyword(name, value)]),
  );
  return nullable === true ? acceptingNull(kept) : kept;
}

/** Alternatives in the description overlap, so that "exactly one" would refuse what GitHub answers. */
function keywordOf(name: string): string {
  return name === 'oneOf' ? 'anyOf' : name;
}

function convertKeyword(name: string, value: JsonValue): JsonValue {
  switch (name) {
    case 'properties':
    case 'patternProperties':
      return isMembers(value) ? mapMembers(value) : value;
    case 'items':
    case 'additionalProperties':
    case 'not':
      return isMembers(value) ? toJsonSchema(value) : value;
    case 'allOf':
    case 'anyOf':
    case 'oneOf':
      return isList(value) ? value.map((item) => convertItem(item)) : value;
    default:
      return value;
  }
}

function mapMembers(schemas: JsonMembers): JsonMembers {
  return Object.fromEntries(
    Object.entries(schemas)
      .filter(([name]) => name !== omittedProperty)
      .map(([name, schema]) => [name, convertItem(schema)]),
  );
}

function convertItem(schema: JsonValue): JsonValue {
  return isMembers(schema) ? toJsonSchema(schema) : schema;
}

function acceptingNull(schema: JsonMembers): JsonMembers {
  const { type, enum: words } = schema;
  if (typeof type === 'string') {
    const widened = { ...schema, type: [type, 'null'] };
    return isList(words) ? { ...widened, enum: [...words, null] } : widened;
  }
  return { anyOf: [schema, { type: 'null' }] };
}
