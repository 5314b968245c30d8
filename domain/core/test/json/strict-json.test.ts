// SPDX-License-Identifier: Apache-2.0
// Strict JSON accepts nothing that two readers could read as two values, and says where it stopped.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8Encode } from '../../src/encoding/utf8.ts';
import { canonicalJson } from '../../src/json/canonical-json.ts';
import type { JsonValue } from '../../src/json/json-value.ts';
import {
  JSON_LIMITS_DEFAULT,
  parseStrictJson,
  type JsonLimits,
} from '../../src/json/strict-json.ts';

const integers: JsonLimits = { ...JSON_LIMITS_DEFAULT, numbers: 'integer' };

function parse(text: string, limits: JsonLimits = JSON_LIMITS_DEFAULT) {
  return parseStrictJson(utf8Encode(text), limits);
}

describe('what is read', () => {
  it('is any JSON value, back again', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        const text = JSON.stringify(value);
        fc.pre(text.isWellFormed() && !text.includes('"__proto__"') && !hasUnsafeInteger(text));
        const parsed = parse(text);
        expect(parsed.ok && canonicalJson(parsed.value)).toBe(canonicalJson(value as JsonValue));
      }),
    );
  });

  it('is an object without a prototype, so keys are only what the text says', () => {
    const parsed = parse('{"toString":1,"constructor":2}');
    expect(parsed.ok && Object.getPrototypeOf(parsed.value)).toBeNull();
    expect(parsed).toMatchObject({ value: { toString: 1, constructor: 2 } });
  });

  it('reads -0 as 0', () => {
    for (const text of ['-0', '-0.0', '-0e5']) {
      expect(parse(text)).toEqual({ ok: true, value: 0 });
    }
  });

  it('never throws, whatever the bytes', () => {
    const jsonish = fc.constantFrom(
      ...'{}[]",:\\u0123eE+-.tfn \n'.split(''),
      'true',
      'null',
      '\\u00',
    );
    fc.assert(
      fc.property(fc.array(jsonish, { maxLength: 30 }), (tokens) => {
        const text = tokens.join('');
        const parsed = parse(text);
        const platform = parsed.ok && JSON.stringify(JSON.parse(text));
        expect(platform).toBe(parsed.ok && JSON.stringify(parsed.value));
      }),
      { numRuns: 1_000 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 20 }), (bytes) => {
        expect(typeof parseStrictJson(bytes, JSON_LIMITS_DEFAULT).ok).toBe('boolean');
      }),
    );
  });
});

describe('what is refused', () => {
  it.each([
    ['a key twice', '{"a":1,"b":{},"a":1}'],
    ['a key twice, once escaped', '{"a":1,"\\u0061":2}'],
    ['a key twice, deeper', '[{"b":{"a":1,"a":2}}]'],
    ['the key __proto__', '{"__proto__":{}}'],
    ['the key __proto__, escaped', '{"\\u005f_proto__":{}}'],
    ['an integer above 2^53 - 1', '9007199254740992'],
    ['an integer below -(2^53 - 1)', '-9007199254740992'],
    ['infinity', '1e400'],
    ['a number that vanishes', '1e-400'],
    ['a lone surrogate', '"\\ud83d"'],
    ['surrogates the wrong way round', '"\\ude00\\ud83d"'],
    ['a lone surrogate as a key', '{"\\udc00":1}'],
    ['a byte order mark', '\ufeff{}'],
    ['a comment', '/* */ 1'],
    ['a trailing comma', '[1,]'],
    ['a second value', '1 2'],
    ['a non-breaking space', '\u00a01'],
    ['a form feed', '\f1'],
    ['nothing', ''],
  ])('%s', (_, text) => {
    expect(parse(text)).toMatchObject({ ok: false });
  });

  it.each(['1.0', '1e2', '1E2', '-0', '0.5', '1.5e3'])(
    '%s, where integers are asked for',
    (text) => {
      expect(parse(text)).toMatchObject({ ok: true });
      expect(parse(text, integers)).toMatchObject({ ok: false });
    },
  );

  it.each(['0', '-1', '9007199254740991', '-9007199254740991'])(
    'but not the integer %s',
    (text) => {
      expect(parse(text, integers)).toEqual({ ok: true, value: Number(text) });
    },
  );
});

describe('limits', () => {
  const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

  it('bound the depth', () => {
    expect(parse(nested(32))).toMatchObject({ ok: true });
    expect(parse(nested(33))).toMatchObject({ ok: false });
    expect(parse('{"a":'.repeat(32) + '1' + '}'.repeat(32))).toMatchObject({ ok: true });
    expect(parse('{"a":'.repeat(33) + '1' + '}'.repeat(33))).toMatchObject({ ok: false });
  });

  it('keep the stack whole whatever depth is asked for', () => {
    const unbounded = { ...JSON_LIMITS_DEFAULT, depthMax: Number.MAX_SAFE_INTEGER };
    expect(parse(nested(256), unbounded)).toMatchObject({ ok: true });
    expect(parse(nested(257), unbounded)).toMatchObject({ ok: false });
    expect(parse('['.repeat(500_000), unbounded)).toMatchObject({ ok: false });
    expect(parse('{"a":'.repeat(200_000), unbounded)).toMatchObject({ ok: false });
  });

  it('bound the bytes', () => {
    const limits = { ...JSON_LIMITS_DEFAULT, bytesMax: 4 };
    expect(parse('"é"', limits)).toMatchObject({ ok: true });
    expect(parse('"éa"', limits)).toEqual({
      ok: false,
      problem: { path: '', expected: 'at most 4 bytes of JSON', found: '5 bytes' },
    });
  });

  it('bound items and members together', () => {
    const limits = { ...JSON_LIMITS_DEFAULT, membersMax: 3 };
    expect(parse('[{"a":1,"b":2}]', limits)).toMatchObject({ ok: true });
    expect(parse('[{"a":1,"b":2},3]', limits)).toMatchObject({ ok: false });
  });
});

describe('a problem', () => {
  it.each([
    ['{"a":[1,{"b":tru}]}', '/a/1/b', 'a JSON value', '"t" at index 13'],
    ['{"a/b":{"c~d":[+1]}}', '/a~1b/c~0d/0', 'a JSON value', '"+" at index 15'],
    ['{"a":{"b":1,"b":2}}', '/a', 'each key once', '"b" twice'],
    ['[1,2', '', '"," or "]"', 'the end of the text at index 4'],
    [
      '{"n":12345678901234567890}',
      '/n',
      'an integer from -(2^53 - 1) to 2^53 - 1',
      '"12345678901234567890"',
    ],
    ['["\\x"]', '/0', 'an escape of JSON', 'another one at index 2'],
  ])('in %s says where it is', (text, path, expected, found) => {
    expect(parse(text)).toEqual({ ok: false, problem: { path, expected, found } });
  });
});

/** Whether JavaScript wrote an integer that strict JSON would not read back. */
function hasUnsafeInteger(text: string): boolean {
  return /(?<![0-9.eE])[0-9]{16,}(?![0-9.eE])/.test(text);
}
