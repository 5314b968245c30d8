// SPDX-License-Identifier: Apache-2.0
// Instants agree with the platform's calendar on every day they can spell.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  instantFromMs,
  instantFromSeconds,
  instantToMs,
  parseInstant,
} from '../../src/time/instant.ts';
import { readSpecVectors } from '../vectors/spec-vectors.ts';

const { valid, invalid } = readSpecVectors('instants');
const lastMs = Date.parse('9999-12-31T23:59:59.999Z');

it.each(valid)('accepts %s', (text) => {
  const parsed = parseInstant(text);
  expect(parsed).toEqual({ ok: true, value: text });
  expect(parsed.ok && instantToMs(parsed.value)).toBe(Date.parse(text));
});

it.each(invalid)('refuses %j', (text) => {
  expect(parseInstant(text)).toMatchObject({ ok: false });
});

describe('from numbers', () => {
  it('agrees with the platform and comes back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: lastMs }), (ms) => {
        const instant = instantFromMs(ms);
        expect(instant).toBe(new Date(ms).toISOString());
        expect(parseInstant(instant)).toEqual({ ok: true, value: instant });
        expect(instantToMs(instant)).toBe(ms);
        const second = Math.floor(ms / 1000);
        expect(instantToMs(instantFromSeconds(second))).toBe(second * 1000);
      }),
    );
  });

  it('knows the first and last day of every year', () => {
    for (let year = 1970; year <= 9999; year += 1) {
      expect(instantFromMs(Date.UTC(year, 0, 1))).toBe(`${year}-01-01T00:00:00.000Z`);
      expect(instantFromMs(Date.UTC(year, 11, 31))).toBe(`${year}-12-31T00:00:00.000Z`);
    }
  });

  it('rounds down', () => {
    expect(instantFromMs(999.9)).toBe('1970-01-01T00:00:00.999Z');
    expect(instantFromSeconds(59.9)).toBe('1970-01-01T00:00:59Z');
  });

  it.each([-1, -0.5, lastMs + 1, Number.NaN, Number.POSITIVE_INFINITY])('throws on %d ms', (ms) => {
    expect(() => instantFromMs(ms)).toThrow(RangeError);
    expect(() => instantFromSeconds(ms)).toThrow(RangeError);
  });
});
