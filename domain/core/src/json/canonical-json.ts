// SPDX-License-Identifier: Apache-2.0
// The JSON Canonicalization Scheme (RFC 8785): equal values have equal bytes, so they have equal
// digests. What canonical JSON cannot say is a fault of the caller and throws.
import { utf8Encode } from '../encoding/utf8.ts';
import { isJsonArray, type JsonObject, type JsonValue } from './json-value.ts';

/** Arrays and objects that may lie inside one another; deeper values are a fault. */
const depthMax = 256;

/**
 * `value` as canonical JSON: no white space, object keys in UTF-16 order, numbers as ECMAScript
 * writes them (RFC 8785, section 3.2), so that -0 becomes 0.
 *
 * @throws TypeError for undefined, NaN, infinities, lone surrogates, symbol keys, instances of
 * classes, and values nested more than 256 deep (thus also for cycles).
 */
export function canonicalJson(value: JsonValue): string {
  return serialize(value, 0);
}

/** `canonicalJson(value)` in UTF-8: the bytes that are digested and signed. */
export function canonicalJsonBytes(value: JsonValue): Uint8Array {
  return utf8Encode(canonicalJson(value));
}

function serialize(value: JsonValue, depth: number): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return serializeNumber(value);
  if (typeof value === 'string') return serializeString(value);
  if (typeof value !== 'object') {
    throw new TypeError(`expected a JSON value, found ${typeof value}`);
  }
  if (depth === depthMax) {
    throw new TypeError(`expected a JSON value at most ${depthMax} deep, found a deeper one`);
  }
  if (isJsonArray(value)) {
    // Array.from visits holes as undefined, which is refused; map would skip them.
    return `[${Array.from(value, (item) => serialize(item, depth + 1)).join(',')}]`;
  }
  const members = sortedKeys(value).map((key) => {
    const member = value[key];
    if (member === undefined) {
      throw new TypeError(
        `expected a JSON value in member ${JSON.stringify(key)}, found undefined`,
      );
    }
    return `${serializeString(key)}:${serialize(member, depth + 1)}`;
  });
  return `{${members.join(',')}}`;
}

function sortedKeys(object: JsonObject): string[] {
  const prototype: unknown = Object.getPrototypeOf(object);
  if (prototype !== null && prototype !== Object.prototype) {
    throw new TypeError('expected a plain object, found an instance of a class');
  }
  if (Object.getOwnPropertySymbols(object).length > 0) {
    throw new TypeError('expected text keys, found a symbol');
  }
  // The default order of strings is that of their UTF-16 units, as RFC 8785 section 3.2.3 asks.
  return Object.keys(object).toSorted();
}

function serializeNumber(value: number): string {
  if (!Number.isFinite(value)) {
    throw new TypeError(`expected a finite number, found ${value}`);
  }
  return JSON.stringify(value);
}

function serializeString(value: string): string {
  if (!value.isWellFormed()) {
    throw new TypeError('expected well-formed Unicode, found a lone surrogate');
  }
  return JSON.stringify(value);
}
