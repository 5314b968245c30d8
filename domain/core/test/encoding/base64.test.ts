// SPDX-License-Identifier: Apache-2.0
// Base64 has one spelling a byte string: what decodes is what encodes, and a change is seen.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  base64Decode,
  base64Encode,
  base64UrlDecode,
  base64UrlEncode,
} from '../../src/encoding/base64.ts';
import { readSpecVectors } from '../vectors/spec-vectors.ts';

const { valid, invalid } = readSpecVectors('base64');
const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=-_ \n';

describe('standard base64', () => {
  it.each(['', ...valid])('accepts %j in its only spelling', (text) => {
    const decoded = base64Decode(text);
    expect(decoded).toEqual({ ok: true, value: Uint8Array.from(Buffer.from(text, 'base64')) });
    expect(decoded.ok && base64Encode(decoded.value)).toBe(text);
  });

  it.each(invalid)('refuses %j', (text) => {
    expect(base64Decode(text)).toMatchObject({ ok: false });
  });

  it('writes what the platform writes and reads it back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const text = base64Encode(bytes);
        expect(text).toBe(Buffer.from(bytes).toString('base64'));
        expect(base64Decode(text)).toEqual({ ok: true, value: bytes });
      }),
    );
  });

  it('is not malleable: any changed character gives other bytes or a refusal', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 40 }),
        fc.nat(),
        fc.constantFrom(...digits.split('')),
        (bytes, place, replacement) => {
          const text = base64Encode(bytes);
          const index = place % text.length;
          fc.pre(text[index] !== replacement);
          const changed = text.slice(0, index) + replacement + text.slice(index + 1);
          expect(base64Decode(changed)).not.toEqual({ ok: true, value: bytes });
        },
      ),
    );
  });
});

describe('base64url', () => {
  it('writes what the platform writes and reads it back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const text = base64UrlEncode(bytes);
        expect(text).toBe(Buffer.from(bytes).toString('base64url'));
        expect(base64UrlDecode(text)).toEqual({ ok: true, value: bytes });
      }),
    );
  });

  it.each(['A', 'AA==', 'AB', 'AAB', '+A', '/A', 'A A', 'AAAAA', 'AA\n', 'é', 'AA='])(
    'refuses %j',
    (text) => {
      expect(base64UrlDecode(text)).toMatchObject({ ok: false });
    },
  );
});

it('says what was expected and where it was not found', () => {
  expect(base64Decode('Zm9!')).toEqual({
    ok: false,
    problem: { path: '', expected: 'base64', found: 'another character at index 3' },
  });
});
