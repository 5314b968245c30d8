// SPDX-License-Identifier: Apache-2.0
// Reads the vectors of `spec/vectors` that concern the log.
import { readFileSync } from 'node:fs';

const root = new URL('../../../../spec/vectors/', import.meta.url);

/** The bytes of one vector file, such as `log/notes.json`. */
export function readVectorBytes(path: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(path, root)));
}

/** The text of one vector file. */
export function readVectorText(path: string): string {
  return readFileSync(new URL(path, root), 'utf8');
}
