// SPDX-License-Identifier: Apache-2.0
// Canonical JSON: equal values have equal bytes, and what it cannot say is a fault.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, canonicalJsonBytes } from '../../src/json/canonical-json.ts';
import { digestOf, digestOfBytes, parseSha256Digest } from '../../src/json/digest.ts';
import type { JsonValue } from '../../src/json/json-value.ts';
import { JSON_LIMITS_DEFAULT, parseStrictJson } from '../../src/json/strict-json.ts';

/** Reads what the type system would not let through. */
function foreign(value: unknown): JsonValue {
  return value as JsonValue;
}

describe('canonicalJson', () => {
  it('does not depend on the order in which members were set', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(fc.string({ unit: 'grapheme' }), fc.integer()), {
          selector: ([key]) => key,
          maxLength: 10,
        }),
        (entries) => {
          const object = Object.fromEntries(entries);
          const reversed = Object.fromEntries(entries.toReversed());
          expect(canonicalJson(reversed)).toBe(canonicalJson(object));
          expect(digestOf(reversed)).toBe(digestOf(object));
        },
      ),
    );
  });

  it('is a fixed point: read back and written again, it is the same', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const bytes = canonicalJsonBytes(foreign(value));
        const parsed = parseStrictJson(bytes, JSON_LIMITS_DEFAULT);
        fc.pre(parsed.ok);
        expect(parsed.ok && canonicalJsonBytes(parsed.value)).toEqual(bytes);
      }),
    );
  });

  it('orders keys by UTF-16 units, not by code points', () => {
    expect(canonicalJson({ '\uff61': 1, '😀': 2 })).toBe('{"😀":2,"｡":1}');
  });

  it.each([
    [0, '0'],
    [-0, '0'],
    [1e21, '1e+21'],
    [1e20, '100000000000000000000'],
    [1e-7, '1e-7'],
    [0.000001, '0.000001'],
    [5e-324, '5e-324'],
    [1.7976931348623157e308, '1.7976931348623157e+308'],
    [9007199254740991, '9007199254740991'],
    [295147905179352830000, '295147905179352830000'],
    [333333333.3333332, '333333333.3333332'],
  ])('writes %d as %s', (number, text) => {
    expect(canonicalJson(number)).toBe(text);
  });

  it.each([
    ['undefined', undefined],
    ['NaN', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['a big integer', 1n],
    ['a symbol', Symbol('a')],
    ['a function', () => 1],
    ['a lone surrogate', '\ud800'],
    ['a lone surrogate as a key', { '\udc00': 1 }],
    ['an undefined member', { a: undefined }],
    ['a symbol key', { [Symbol('a')]: 1 }],
    ['a hole in an array', Array.of(1, 2).fill(1).concat(Array(1))],
    ['a date', new Date(0)],
    ['a map', new Map()],
    ['bytes', new Uint8Array(1)],
    ['a value with toJSON', { toJSON: () => 1 }],
  ])('throws on %s', (_, value) => {
    expect(() => canonicalJson(foreign(value))).toThrow(TypeError);
    expect(() => canonicalJson(foreign([{ deeper: value }]))).toThrow(TypeError);
  });

  it('throws on a cycle', () => {
    const cycle: unknown[] = [];
    cycle.push(cycle);
    expect(() => canonicalJson(foreign(cycle))).toThrow(TypeError);
  });
});

describe('digests', () => {
  it('are those of the canonical bytes', () => {
    expect(digestOf({ b: [], a: 1.0 })).toBe(digestOfBytes(canonicalJsonBytes({ a: 1, b: [] })));
    expect(digestOf({})).toBe('44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a');
  });

  it('parse in their only spelling', () => {
    const digest = digestOf(null);
    expect(parseSha256Digest(digest)).toEqual({ ok: true, value: digest });
    for (const text of [
      '',
      digest.toUpperCase(),
      `sha256:${digest}`,
      digest.slice(1),
      `${digest}\n`,
    ]) {
      expect(parseSha256Digest(text)).toMatchObject({ ok: false });
    }
  });
});
