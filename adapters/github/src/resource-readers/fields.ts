// SPDX-License-Identifier: Apache-2.0
// Reads members of GitHub's JSON. GitHub adds members at any time, so unknown ones are passed over;
// a known one of another kind makes the whole resource unreadable, never half-read.
import {
  isJsonArray,
  isJsonObject,
  parseGitObjectId,
  type BodyReader,
  type GitObjectId,
  type JsonObject,
  type JsonValue,
} from '@marketops/core';
import { linkCharactersMax } from '../limits.ts';

/** A member is missing or of another kind. It never leaves `readFields`. */
class WrongShape extends Error {
  override readonly name = 'WrongShape';
}

/** The members of one object. */
export class Fields {
  readonly #object: JsonObject;

  constructor(object: JsonObject) {
    this.#object = object;
  }

  text(name: string): string {
    return textOf(this.#member(name));
  }

  textOrNull(name: string): string | null {
    const value = this.#member(name);
    return value === null ? null : textOf(value);
  }

  /** A link for people; empty where it is no web address of a usable length. */
  link(name: string): string {
    const link = this.text(name);
    return link.length <= linkCharactersMax && /^https?:\/\//.test(link) ? link : '';
  }

  flag(name: string): boolean {
    const value = this.#member(name);
    if (typeof value !== 'boolean') throw new WrongShape();
    return value;
  }

  /** For members that older servers and some lists leave out. */
  flagOrFalse(name: string): boolean {
    return this.#member(name) === null ? false : this.flag(name);
  }

  /** A number that names something: an integer of at least 1. */
  id(name: string): number {
    return integerOf(this.#member(name), 1);
  }

  /** A number of things: an integer of at least 0. */
  count(name: string): number {
    return integerOf(this.#member(name), 0);
  }

  oid(name: string): GitObjectId {
    const parsed = parseGitObjectId(this.text(name));
    if (!parsed.ok) throw new WrongShape();
    return parsed.value;
  }

  object<T>(name: string, read: (fields: Fields) => T): T {
    const value = this.#member(name);
    if (!isJsonObject(value)) throw new WrongShape();
    return read(new Fields(value));
  }

  objectOrNull<T>(name: string, read: (fields: Fields) => T): T | null {
    return this.#member(name) === null ? null : this.object(name, read);
  }

  list<T>(name: string, read: (fields: Fields) => T): readonly T[] {
    const value = this.#member(name);
    if (!isJsonArray(value)) throw new WrongShape();
    return value.map((item) => {
      if (!isJsonObject(item)) throw new WrongShape();
      return read(new Fields(item));
    });
  }

  texts(name: string): readonly string[] {
    const value = this.#member(name);
    if (!isJsonArray(value)) throw new WrongShape();
    return value.map(textOf);
  }

  textsByName(name: string): Readonly<Record<string, string>> {
    const value = this.#member(name);
    if (!isJsonObject(value)) throw new WrongShape();
    return Object.fromEntries(Object.entries(value).map(([key, text]) => [key, textOf(text)]));
  }

  /** Null for a member that is absent as well as for one that is null. */
  #member(name: string): JsonValue {
    return Object.hasOwn(this.#object, name) ? (this.#object[name] ?? null) : null;
  }
}

/** A total reader of objects: null where `read` finds a member that it cannot use. */
export function objectReader<T>(read: (fields: Fields) => T): BodyReader<T> {
  return (body) => {
    if (!isJsonObject(body)) return null;
    try {
      return read(new Fields(body));
    } catch (error) {
      if (error instanceof WrongShape) return null;
      throw error;
    }
  };
}

/** A total reader of arrays: null where any item cannot be read, so that none is passed over. */
export function listReader<T>(read: BodyReader<T>): BodyReader<readonly T[]> {
  return (body) => {
    if (!isJsonArray(body)) return null;
    const items: T[] = [];
    for (const item of body) {
      const value = read(item);
      if (value === null) return null;
      items.push(value);
    }
    return items;
  };
}

function textOf(value: JsonValue): string {
  if (typeof value !== 'string') throw new WrongShape();
  return value;
}

function integerOf(value: JsonValue, min: number): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < min) {
    throw new WrongShape();
  }
  return value;
}
