// SPDX-License-Identifier: Apache-2.0
// Reads what is sent to the control interface. Every complaint names the field, what was expected and
// what was found.

import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../json.ts';

/** Input that cannot be used. */
export class ControlInputError extends Error {
  constructor(field: string, expected: string, found: Json | undefined) {
    const shown = found === undefined ? 'nothing' : JSON.stringify(found);
    super(`${field} expected ${expected}, found ${shown}`);
    this.name = 'ControlInputError';
  }
}

/** A reader over the members of a JSON object. */
export class InputFields {
  readonly #members: JsonObject;
  readonly #path: string;

  constructor(members: JsonObject, path: string) {
    this.#members = members;
    this.#path = path;
  }

  /** Tells whether a member is there, null included. */
  has(name: string): boolean {
    return this.#members[name] !== undefined;
  }

  /** A string. */
  string(name: string): string {
    const value = this.#members[name];
    return typeof value === 'string' ? value : this.#fail(name, 'a string');
  }

  /** A string, or undefined when absent. */
  optionalString(name: string): string | undefined {
    return this.has(name) ? this.string(name) : undefined;
  }

  /** A string or null. */
  nullableString(name: string): string | null {
    return this.#members[name] === null ? null : this.string(name);
  }

  /** A finite number. */
  number(name: string): number {
    const value = this.#members[name];
    return typeof value === 'number' ? value : this.#fail(name, 'a number');
  }

  /** A finite number, or undefined when absent. */
  optionalNumber(name: string): number | undefined {
    return this.has(name) ? this.number(name) : undefined;
  }

  /** A number or null. */
  nullableNumber(name: string): number | null {
    return this.#members[name] === null ? null : this.number(name);
  }

  /** A boolean. */
  boolean(name: string): boolean {
    const value = this.#members[name];
    return typeof value === 'boolean' ? value : this.#fail(name, 'true or false');
  }

  /** A boolean, or undefined when absent. */
  optionalBoolean(name: string): boolean | undefined {
    return this.has(name) ? this.boolean(name) : undefined;
  }

  /** One of several words. */
  oneOf<Word extends string>(name: string, words: readonly Word[]): Word {
    const value = this.#members[name];
    const found = words.find((word) => word === value);
    return found ?? this.#fail(name, `one of ${words.join(', ')}`);
  }

  /** What a table holds under the word that a member names. */
  choose<Choice>(name: string, choices: ReadonlyMap<string, Choice>): Choice {
    const value = this.#members[name];
    const found = typeof value === 'string' ? choices.get(value) : undefined;
    return found ?? this.#fail(name, `one of ${[...choices.keys()].join(', ')}`);
  }

  /** An object as fields of its own. */
  object(name: string): InputFields {
    const value = this.#members[name];
    return isJsonObject(value)
      ? new InputFields(value, `${this.#path}.${name}`)
      : this.#fail(name, 'an object');
  }

  /** An object as fields of its own, empty when absent. */
  optionalObject(name: string): InputFields {
    return this.has(name) ? this.object(name) : new InputFields({}, `${this.#path}.${name}`);
  }

  /** A list of strings. */
  strings(name: string): readonly string[] {
    const value = this.#members[name];
    if (!isJsonArray(value)) {
      return this.#fail(name, 'a list of strings');
    }
    return value.map((item) => (typeof item === 'string' ? item : this.#fail(name, 'strings')));
  }

  /** A list of strings, or undefined when absent. */
  optionalStrings(name: string): readonly string[] | undefined {
    return this.has(name) ? this.strings(name) : undefined;
  }

  /** A list of objects. */
  objects(name: string): readonly InputFields[] {
    const value = this.#members[name];
    if (!isJsonArray(value)) {
      return this.#fail(name, 'a list of objects');
    }
    return value.map((item) =>
      isJsonObject(item)
        ? new InputFields(item, `${this.#path}.${name}`)
        : this.#fail(name, 'objects'),
    );
  }

  /** The members as they came. */
  get members(): JsonObject {
    return this.#members;
  }

  #fail(name: string, expected: string): never {
    throw new ControlInputError(`${this.#path}.${name}`, expected, this.#members[name]);
  }
}

/** Leaves out the members of a record that are undefined. */
export function defined<Fields extends object>(
  fields: Fields,
): { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> } {
  const kept: { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> } = {};
  return Object.assign(
    kept,
    Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
  );
}
