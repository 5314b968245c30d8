// SPDX-License-Identifier: Apache-2.0
// Hexadecimal has one spelling a byte string.
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { hexDecode, hexEncode } from '../../src/encoding/hex.ts';

it('writes what the platform writes and reads it back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      const text = hexEncode(bytes);
      expect(text).toBe(Buffer.from(bytes).toString('hex'));
      expect(hexDecode(text)).toEqual({ ok: true, value: bytes });
    }),
  );
});

it.each(['a', 'AB', 'aB', '0x', 'g0', ' 0', '0\n', '٠٠', '0/', '0:', '0`'])(
  'refuses %j',
  (text) => {
    expect(hexDecode(text)).toMatchObject({ ok: false });
  },
);

it('accepts the empty text as no bytes', () => {
  expect(hexDecode('')).toEqual({ ok: true, value: new Uint8Array() });
});
