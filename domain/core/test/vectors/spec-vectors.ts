// SPDX-License-Identifier: Apache-2.0
// Reads the vectors of `spec/vectors`: one text a line, taken as it stands, and in `invalid.json`
// those that no line can hold.
import { existsSync, readFileSync } from 'node:fs';

const root = new URL('../../../../spec/vectors/', import.meta.url);

/** The texts of one format that must be accepted, and those that must be refused. */
export function readSpecVectors(format: string): { valid: string[]; invalid: string[] } {
  return {
    valid: readLines(`${format}/valid.txt`),
    invalid: [...readLines(`${format}/invalid.txt`), ...readTexts(`${format}/invalid.json`)],
  };
}

function readLines(path: string): string[] {
  return readFileSync(new URL(path, root), 'utf8').replace(/\n$/, '').split('\n');
}

function readTexts(path: string): string[] {
  const url = new URL(path, root);
  if (!existsSync(url)) return [];
  const texts: unknown = JSON.parse(readFileSync(url, 'utf8'));
  if (!Array.isArray(texts)) throw new TypeError(`expected an array of texts in ${path}`);
  return texts.map(String);
}
