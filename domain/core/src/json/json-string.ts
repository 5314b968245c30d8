// SPDX-License-Identifier: Apache-2.0
// Strings of JSON, with their escapes resolved and their Unicode well-formed.
import { accepted, refused, type Parsed } from '../schema/parsed.ts';

/** A string and where the text goes on after its closing quote. */
export interface ScannedString {
  readonly text: string;
  readonly end: number;
}

const quote = 0x22;
const backslash = 0x5c;
const firstPrintable = 0x20;

const escapePattern = /\\(?:u([0-9a-fA-F]{4})|["\\/bfnrt])/y;

const controlEscapes: ReadonlyMap<string, string> = new Map([
  ['\\b', '\b'],
  ['\\f', '\f'],
  ['\\n', '\n'],
  ['\\r', '\r'],
  ['\\t', '\t'],
]);

/** Reads the string whose opening quote is at `start` of `source`. */
export function scanString(source: string, start: number): Parsed<ScannedString> {
  let text = '';
  let position = start + 1;
  for (;;) {
    const end = endOfPlainRun(source, position);
    text += source.slice(position, end);
    const stop = source.charCodeAt(end);
    if (stop === quote) {
      return text.isWellFormed()
        ? accepted({ text, end: end + 1 })
        : refused('', 'well-formed Unicode', `a lone surrogate in the string at index ${start}`);
    }
    if (stop !== backslash) {
      const found = end < source.length ? 'an unescaped control character' : 'the end of the text';
      return refused('', 'a string that ends in a quote', `${found} at index ${end}`);
    }
    escapePattern.lastIndex = end;
    const match = escapePattern.exec(source);
    if (match === null) return refused('', 'an escape of JSON', `another one at index ${end}`);
    text += resolveEscape(match[0], match[1]);
    position = end + match[0].length;
  }
}

/** The index of the next quote, backslash or control character, or the length of `source`. */
function endOfPlainRun(source: string, start: number): number {
  let end = start;
  while (end < source.length) {
    const unit = source.charCodeAt(end);
    if (unit === quote || unit === backslash || unit < firstPrintable) break;
    end += 1;
  }
  return end;
}

function resolveEscape(escape: string, hexDigits: string | undefined): string {
  if (hexDigits !== undefined) return String.fromCharCode(Number.parseInt(hexDigits, 16));
  return controlEscapes.get(escape) ?? escape.slice(1);
}
