// SPDX-License-Identifier: Apache-2.0
// Hexadecimal, lower case only: a digest has exactly one spelling.

import { accepted, refused, type Parsed } from '../schema/parsed.ts';

const digitPairs: readonly string[] = Array.from({ length: 256 }, (_, byte) =>
  byte.toString(16).padStart(2, '0'),
);

/** `bytes` as lower-case hexadecimal, two digits a byte. */
export function hexEncode(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) {
    text += digitPairs[byte];
  }
  return text;
}

/** The bytes that `text` spells; upper case, an odd length and anything else are refused. */
export function hexDecode(text: string): Parsed<Uint8Array> {
  if (text.length % 2 !== 0) {
    return refused('', 'an even number of hexadecimal digits', `${text.length} characters`);
  }
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < text.length; i += 1) {
    const digit = digitValue(text.charCodeAt(i));
    if (digit < 0) {
      return refused('', 'lower-case hexadecimal digits', `another character at index ${i}`);
    }
    bytes[i >> 1] = ((bytes[i >> 1] ?? 0) << 4) | digit;
  }
  return accepted(bytes);
}

function digitValue(unit: number): number {
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30;
  if (unit >= 0x61 && unit <= 0x66) return unit - 0x61 + 10;
  return -1;
}
