// SPDX-License-Identifier: Apache-2.0
// What JSON can say, and nothing else: no undefined, no NaN, no dates, no functions.

/** Any JSON value. */
export type JsonValue = null | boolean | number | string | JsonArray | JsonObject;

/** A JSON array. */
export type JsonArray = readonly JsonValue[];

/** A JSON object. */
export type JsonObject = { readonly [key: string]: JsonValue };

/** Whether `value` is an array: the built-in test does not narrow read-only arrays. */
export function isJsonArray(value: JsonValue): value is JsonArray {
  return Array.isArray(value);
}
