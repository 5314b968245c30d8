// SPDX-License-Identifier: Apache-2.0
// Reads typed fields from a request body, refusing with GitHub's wording what has the wrong type.

import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../json.ts';
import { invalidRequest } from './api-refusal.ts';

/** A reader over the members of a request body. */
export class RequestFields {
  readonly #members: JsonObject;

  constructor(members: JsonObject) {
    this.#members = members;
  }

  /** Tells whether the member was sent, null included. */
  has(name: string): boolean {
    return this.#members[name] !== undefined;
  }

  /** A string that must be there. */
  requiredString(name: string): string {
    return this.#require(name, this.string(name));
  }

  /** A string, or undefined when it was not sent. */
  string(name: string): string | undefined {
    const value = this.#members[name];
    if (value === undefined || typeof value === 'string') {
      return value;
    }
    throw wrongType(name, value, 'string');
  }

  /** A string or null, or undefined when it was not sent. */
  nullableString(name: string): string | null | undefined {
    return this.#members[name] === null ? null : this.string(name);
  }

  /** A boolean, or undefined when it was not sent. */
  boolean(name: string): boolean | undefined {
    const value = this.#members[name];
    if (value === undefined || typeof value === 'boolean') {
      return value;
    }
    throw wrongType(name, value, 'boolean');
  }

  /** A list, or undefined when it was not sent. */
  list(name: string): readonly Json[] | undefined {
    const value = this.#members[name];
    if (value === undefined || isJsonArray(value)) {
      return value;
    }
    throw wrongType(name, value, 'array');
  }

  /** A list of strings, or undefined when it was not sent. */
  strings(name: string): readonly string[] | undefined {
    return this.list(name)?.map((item) => {
      if (typeof item !== 'string') {
        throw wrongType(name, item, 'string');
      }
      return item;
    });
  }

  /** An object as fields of its own, or undefined when it was not sent. */
  object(name: string): RequestFields | undefined {
    const value = this.#members[name];
    if (value === undefined) {
      return undefined;
    }
    if (!isJsonObject(value)) {
      throw wrongType(name, value, 'object');
    }
    return new RequestFields(value);
  }

  /** The members as they came. */
  get members(): JsonObject {
    return this.#members;
  }

  #require(name: string, value: string | undefined): string {
    if (value === undefined) {
      throw invalidRequest(`"${name}" wasn't supplied.`);
    }
    return value;
  }
}

function wrongType(name: string, value: Json, expected: string): Error {
  return invalidRequest(`For 'properties/${name}', ${JSON.stringify(value)} is not a ${expected}.`);
}
