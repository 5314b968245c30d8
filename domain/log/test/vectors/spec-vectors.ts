// SPDX-License-Identifier: Apache-2.0
// Reads and writes the vectors of `spec/vectors`: JSON files, each a list of named cases.
import { readFileSync, writeFileSync } from 'node:fs';

const root = new URL('../../../../spec/vectors/', import.meta.url);

/** The parsed content of one vector file, such as `log/notes.json`. */
export function readVectorFile(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, root), 'utf8'));
}

/** The bytes of one vector file. */
export function readVectorBytes(path: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(path, root)));
}

/** Writes one vector file; only the program that makes the vectors does. */
export function writeVectorFile(path: string, content: string | Uint8Array): void {
  writeFileSync(new URL(path, root), content);
}
