// SPDX-License-Identifier: Apache-2.0
// Strict UTF-8 (RFC 3629): one spelling for each text, nothing repaired, nothing replaced.

import { accepted, refused, type Parsed } from '../schema/parsed.ts';

/** UTF-16 units gathered before they are joined to the text. */
const chunkUnits = 4096;

/**
 * `text` in UTF-8, without a byte order mark.
 *
 * @throws RangeError when `text` holds a lone surrogate, which no UTF-8 can spell.
 */
export function utf8Encode(text: string): Uint8Array {
  if (!text.isWellFormed()) {
    throw new RangeError('expected well-formed Unicode, found a lone surrogate');
  }
  // A UTF-16 unit needs at most three bytes: a pair needs four, which is two a unit.
  const bytes = new Uint8Array(text.length * 3);
  let length = 0;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.codePointAt(i) ?? 0;
    if (code > 0xffff) i += 1;
    length = writeCodePoint(bytes, length, code);
  }
  return bytes.slice(0, length);
}

/**
 * The text that `bytes` spell.
 *
 * Overlong forms, encoded surrogates, code points above U+10FFFF, cut-off sequences and a leading
 * byte order mark are refused.
 */
export function utf8Decode(bytes: Uint8Array): Parsed<string> {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    return refused('', 'UTF-8 without a byte order mark', 'a byte order mark');
  }
  let text = '';
  let units: number[] = [];
  for (let i = 0; i < bytes.length; ) {
    const first = bytes[i] ?? 0;
    const length = sequenceLength(first);
    const code = length === 1 ? first : readCodePoint(bytes, i, length);
    if (code < 0) {
      return refused('', 'UTF-8', `an ill-formed sequence at byte ${i}`);
    }
    if (code > 0xffff) {
      units.push(0xd800 + ((code - 0x10000) >> 10), 0xdc00 + ((code - 0x10000) & 0x3ff));
    } else {
      units.push(code);
    }
    if (units.length >= chunkUnits) {
      text += String.fromCharCode(...units);
      units = [];
    }
    i += length;
  }
  return accepted(text + String.fromCharCode(...units));
}

function writeCodePoint(bytes: Uint8Array, offset: number, code: number): number {
  if (code < 0x80) {
    bytes[offset] = code;
    return offset + 1;
  }
  if (code < 0x800) {
    bytes[offset] = 0xc0 | (code >> 6);
    bytes[offset + 1] = 0x80 | (code & 0x3f);
    return offset + 2;
  }
  if (code < 0x10000) {
    bytes[offset] = 0xe0 | (code >> 12);
    bytes[offset + 1] = 0x80 | ((code >> 6) & 0x3f);
    bytes[offset + 2] = 0x80 | (code & 0x3f);
    return offset + 3;
  }
  bytes[offset] = 0xf0 | (code >> 18);
  bytes[offset + 1] = 0x80 | ((code >> 12) & 0x3f);
  bytes[offset + 2] = 0x80 | ((code >> 6) & 0x3f);
  bytes[offset + 3] = 0x80 | (code & 0x3f);
  return offset + 4;
}

/** Bytes of the sequence that `first` begins; 0 when no sequence begins so. */
function sequenceLength(first: number): 0 | 1 | 2 | 3 | 4 {
  if (first < 0x80) return 1;
  if (first < 0xc2) return 0;
  if (first < 0xe0) return 2;
  if (first < 0xf0) return 3;
  return first < 0xf5 ? 4 : 0;
}

/** The code point of a sequence of two to four bytes, or -1 when it is ill-formed. */
function readCodePoint(bytes: Uint8Array, offset: number, length: 0 | 2 | 3 | 4): number {
  if (length === 0) return -1;
  let code = (bytes[offset] ?? 0) & (0xff >> (length + 1));
  for (let i = 1; i < length; i += 1) {
    const next = bytes[offset + i] ?? 0;
    if ((next & 0xc0) !== 0x80) return -1;
    code = (code << 6) | (next & 0x3f);
  }
  if (length === 3 && (code < 0x800 || (code >= 0xd800 && code <= 0xdfff))) return -1;
  if (length === 4 && (code < 0x10000 || code > 0x10ffff)) return -1;
  return code;
}
