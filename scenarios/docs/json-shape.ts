// SPDX-License-Identifier: Apache-2.0
// JSON Schemas in the few words in which the page about formats tells shapes, so that a test can hold
// each of them to the schema.
import {
  canonicalJson,
  isJsonArray,
  isJsonObject,
  type JsonObject,
  type JsonValue,
} from '@marketops/core';

/** The schema that stands at a place inside another; throws where there is none. */
export function schemaAt(schema: JsonValue, ...path: readonly (string | number)[]): JsonObject {
  let at: JsonValue | undefined = schema;
  for (const step of path) {
    if (typeof step === 'number') at = isJsonArray(at) ? at[step] : undefined;
    else at = isJsonObject(at) ? at[step] : undefined;
    if (at === undefined) throw new RangeError(`no schema at ${path.join('/')}`);
  }
  if (!isJsonObject(at)) throw new TypeError(`expected a schema at ${path.join('/')}`);
  return at;
}

const choiceKeywords = ['enum', 'anyOf', 'oneOf'] as const;

/** Tells shapes, those that have a name by their name alone. */
export class ShapeTeller {
  readonly #names: ReadonlyMap<string, string>;

  constructor(named: ReadonlyMap<string, JsonObject>) {
    this.#names = new Map([...named].map(([name, schema]) => [canonicalJson(schema), name]));
  }

  /** A schema's name, or else its shape. */
  nameOrShape(schema: JsonObject): string {
    return this.#names.get(canonicalJson(schema)) ?? this.shape(schema);
  }

  /** A schema's shape, spelled out though it has a name. */
  shape(schema: JsonObject): string {
    if (schema['const'] !== undefined) return JSON.stringify(schema['const']);
    for (const keyword of choiceKeywords) {
      const choices = schema[keyword];
      if (choices !== undefined && isJsonArray(choices)) return this.#alternatives(choices);
    }
    const { type } = schema;
    if (type === 'null') return 'null';
    if (type === 'boolean') return 'true or false';
    if (type === 'integer') return `integer ${range(schema['minimum'], schema['maximum'])}`;
    if (type === 'string') return text(schema);
    if (type !== 'array') {
      return `{${[...this.members(schema)].map((member) => member.join(': ')).join(', ')}}`;
    }
    const count = range(schema['minItems'], schema['maxItems']);
    return `${count} × ${this.#grouped(schemaAt(schema, 'items'))}`;
  }

  /** The members of an object, each with its name and shape, in their order. */
  members(schema: JsonObject): ReadonlyMap<string, string> {
    const names = Object.keys(schemaAt(schema, 'properties'));
    return new Map(
      names.map((name) => [name, this.nameOrShape(schemaAt(schema, 'properties', name))]),
    );
  }

  /** Alternatives without a name in parentheses, so that it is plain what they belong to. */
  #grouped(schema: JsonObject): string {
    const told = this.nameOrShape(schema);
    const isChoice = choiceKeywords.some((keyword) => schema[keyword] !== undefined);
    return isChoice && told === this.shape(schema) ? `(${told})` : told;
  }

  #alternatives(choices: readonly JsonValue[]): string {
    return choices
      .map((choice) => (isJsonObject(choice) ? this.nameOrShape(choice) : JSON.stringify(choice)))
      .join(' or ');
  }
}

function text(schema: JsonObject): string {
  if (schema['contentEncoding'] === 'base64') return 'base64';
  if (schema['format'] === 'date-time') return 'instant';
  const { pattern, minLength } = schema;
  if (typeof pattern === 'string') return pattern;
  return minLength === undefined ? 'name' : `text ${range(minLength, schema['maxLength'])}`;
}

/** `1–16`, `1` where nothing else fits, `≥ 1` where nothing is above. */
function range(min: JsonValue | undefined, max: JsonValue | undefined): string {
  if (max === undefined || max === Number.MAX_SAFE_INTEGER) return `≥ ${figure(min)}`;
  return min === max ? figure(min) : `${figure(min)}–${figure(max)}`;
}

function figure(value: JsonValue | undefined): string {
  return typeof value === 'number' ? value.toLocaleString('en') : '';
}
