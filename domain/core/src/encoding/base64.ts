// SPDX-License-Identifier: Apache-2.0
// Base64 and base64url (RFC 4648, sections 4 and 5), strict: every byte string has exactly one
// spelling, so two different texts can never carry the same signed bytes.

import { accepted, refused, type Parsed } from '../schema/parsed.ts';

interface Alphabet {
  readonly name: string;
  readonly digits: string;
  readonly padded: boolean;
  readonly values: ReadonlyMap<string, number>;
}

const sharedDigits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

const standard = alphabet('base64', `${sharedDigits}+/`, true);
const urlSafe = alphabet('base64url without padding', `${sharedDigits}-_`, false);

/** `bytes` in standard base64, padded. */
export function base64Encode(bytes: Uint8Array): string {
  return encode(bytes, standard);
}

/** `bytes` in base64url, without padding. */
export function base64UrlEncode(bytes: Uint8Array): string {
  return encode(bytes, urlSafe);
}

/**
 * The bytes that standard base64 `text` spells.
 *
 * Missing or surplus padding, white space, base64url digits and set bits after the last byte are
 * refused.
 */
export function base64Decode(text: string): Parsed<Uint8Array> {
  if (text.length % 4 !== 0) {
    return refused('', 'base64 with padding', `${text.length} characters, not a multiple of 4`);
  }
  return decodeDigits(text.replace(/={1,2}$/, ''), standard);
}

/** The bytes that unpadded base64url `text` spells; as strict as `base64Decode`. */
export function base64UrlDecode(text: string): Parsed<Uint8Array> {
  return decodeDigits(text, urlSafe);
}

function alphabet(name: string, digits: string, padded: boolean): Alphabet {
  const values = new Map(Array.from(digits, (digit, value) => [digit, value]));
  return { name, digits, padded, values };
}

function encode(bytes: Uint8Array, { digits, padded }: Alphabet): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const held = Math.min(3, bytes.length - i);
    const group = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    for (let digit = 0; digit <= held; digit += 1) {
      text += digits.charAt((group >> (18 - 6 * digit)) & 63);
    }
    if (padded) text += '='.repeat(3 - held);
  }
  return text;
}

function decodeDigits(text: string, { name, values }: Alphabet): Parsed<Uint8Array> {
  if (text.length % 4 === 1) {
    return refused('', name, `${text.length} digits, which spell no whole number of bytes`);
  }
  const bytes = new Uint8Array(Math.floor((text.length * 6) / 8));
  let pending = 0;
  let pendingBits = 0;
  let written = 0;
  for (let i = 0; i < text.length; i += 1) {
    const value = values.get(text.charAt(i));
    if (value === undefined) {
      return refused('', name, `another character at index ${i}`);
    }
    pending = ((pending << 6) | value) & 0xffff;
    pendingBits += 6;
    if (pendingBits >= 8) {
      pendingBits -= 8;
      bytes[written] = pending >> pendingBits;
      written += 1;
    }
  }
  if ((pending & ((1 << pendingBits) - 1)) !== 0) {
    return refused('', `${name} whose last digit has no surplus bits`, 'surplus bits that are set');
  }
  return accepted(bytes);
}
