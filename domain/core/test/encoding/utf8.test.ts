// SPDX-License-Identifier: Apache-2.0
// UTF-8 is read strictly: what the platform's fatal decoder refuses is refused, and a mark too.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8Decode, utf8Encode } from '../../src/encoding/utf8.ts';

const fatal = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function platformDecode(bytes: Uint8Array): string | undefined {
  try {
    return fatal.decode(bytes);
  } catch {
    return undefined;
  }
}

describe('utf8Encode', () => {
  it('writes what the platform writes, and it reads back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        fc.pre(!text.startsWith('\ufeff'));
        const bytes = utf8Encode(text);
        expect(bytes).toEqual(new TextEncoder().encode(text));
        expect(utf8Decode(bytes)).toEqual({ ok: true, value: text });
      }),
    );
  });

  it.each(['\ud800', 'a\udc00', '\udc00\ud800', '\ud83dx'])('throws on %j', (text) => {
    expect(() => utf8Encode(text)).toThrow(RangeError);
  });

  it('keeps long texts whole across its chunks', () => {
    const text = 'aé€😀'.repeat(5_000);
    expect(utf8Decode(utf8Encode(text))).toEqual({ ok: true, value: text });
  });
});

describe('utf8Decode', () => {
  it.each([
    ['a lone continuation byte', [0x80]],
    ['an overlong slash in two bytes', [0xc0, 0xaf]],
    ['an overlong NUL in two bytes', [0xc0, 0x80]],
    ['an overlong slash in three bytes', [0xe0, 0x80, 0xaf]],
    ['an overlong slash in four bytes', [0xf0, 0x80, 0x80, 0xaf]],
    ['a high surrogate', [0xed, 0xa0, 0x80]],
    ['a low surrogate', [0xed, 0xbf, 0xbf]],
    ['a pair of encoded surrogates', [0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80]],
    ['a code point above U+10FFFF', [0xf4, 0x90, 0x80, 0x80]],
    ['a sequence of five bytes', [0xf8, 0x88, 0x80, 0x80, 0x80]],
    ['the byte FE', [0xfe]],
    ['the byte FF', [0xff]],
    ['a cut-off sequence', [0x61, 0xe2, 0x82]],
    ['a sequence broken by ASCII', [0xe2, 0x28, 0xa1]],
    ['a byte order mark', [0xef, 0xbb, 0xbf, 0x61]],
  ])('refuses %s', (_, bytes) => {
    expect(utf8Decode(Uint8Array.from(bytes))).toMatchObject({ ok: false });
  });

  it('accepts the edges of every length', () => {
    const text = '\0\x7f\x80\u07ff\u0800\ud7ff\ue000\uffff\u{10000}\u{10ffff}';
    expect(utf8Decode(utf8Encode(text))).toEqual({ ok: true, value: text });
  });

  it('agrees with the platform on any bytes', () => {
    const likely = fc.constantFrom(
      0x61,
      0x80,
      0xbf,
      0xc2,
      0xe0,
      0xa0,
      0xed,
      0xf0,
      0x90,
      0xf4,
      0x8f,
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(likely, fc.nat(255)), { maxLength: 12 }), (numbers) => {
        const bytes = Uint8Array.from(numbers);
        const decoded = utf8Decode(bytes);
        expect(decoded.ok ? decoded.value : undefined).toBe(platformDecode(bytes));
      }),
      { numRuns: 500 },
    );
  });
});
