// SPDX-License-Identifier: Apache-2.0
// Nothing is kept that could not be read again. A store asks this before it writes, so that a document
// out of shape is a fault of the moment and never a row that stops every later reader.
import type { JsonValue, Schema } from '@marketops/core';

/** What was to be kept does not fit its own schema; nothing was written. */
export class UnfitDocumentError extends Error {
  override readonly name = 'UnfitDocumentError';
}

/** `document`, where it can be read again by `schema`. Throws UnfitDocumentError otherwise. */
export function fitDocument<T extends JsonValue>(schema: Schema<T>, document: T): T {
  const parsed = schema.parse(document, '');
  if (parsed.ok) return document;
  const { path, expected, found } = parsed.problem;
  throw new UnfitDocumentError(`at "${path}": expected ${expected}, found ${found}`);
}
