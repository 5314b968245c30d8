// SPDX-License-Identifier: Apache-2.0
// Goal: everything is chosen but what is deep, names choose, and what is unknown is refused by name.
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../command-words.ts';
import { readBenchRequest } from '../command-line.ts';
import { RELEASE_CASES } from '../releases/release-case.ts';

describe('the words after npm run bench', () => {
  it('choose everything but what is deep', () => {
    const request = readBenchRequest([]);
    expect(request.json).toBe(false);
    expect(request.releases).toEqual(RELEASE_CASES);
    expect(request.measures.some(({ deep }) => deep)).toBe(false);
    expect(request.measures.length).toBeGreaterThan(0);
  });

  it('choose what is deep as well', () => {
    expect(readBenchRequest(['--deep']).measures.some(({ deep }) => deep)).toBe(true);
  });

  it('choose by name, whatever is named', () => {
    const request = readBenchRequest(['--json', '--case', '1 x 2 GiB', '--case', 'minting law']);
    expect(request.json).toBe(true);
    expect(request.releases.map(({ name }) => name)).toEqual(['1 x 2 GiB']);
    expect(request.measures.map(({ name }) => name)).toEqual(['minting law']);
  });

  it('are refused where they name nothing', () => {
    expect(() => readBenchRequest(['--case', 'nothing'])).toThrow(UsageError);
    expect(() => readBenchRequest(['--case', 'nothing'])).toThrow(/found nothing/);
    expect(() => readBenchRequest(['--frobnicate'])).toThrow(UsageError);
  });
});
