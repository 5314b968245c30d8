// SPDX-License-Identifier: Apache-2.0
// Goal: the page about limits tells every limit of the core at its value, and where names and packs end.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  LIMITS,
  parseAssetName,
  parseBranchName,
  parseTagName,
  parseTreePath,
} from '@marketops/core';
import { KeyringVerifier } from '@marketops/keyring';
import { parseEvidenceTrust, verifyEvidencePack } from '@marketops/log';
import { must } from '@marketops/testkit';
import { describe, expect, it } from 'vitest';
import { nameIn, tableRows } from './page-tables.ts';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/reference/limits.md'), 'utf8').replaceAll('\n', ' ');
const rows = tableRows(readFileSync(join(root, 'docs/reference/limits.md'), 'utf8'), 'limit');
const unitsMs = new Map([
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
]);

/** A value of the page: a count, bytes, or a time in milliseconds. */
function valueOf(cell = ''): number {
  const [, digits = '', unit = ''] = /^([\d,]+)(?: ([a-z]+))?$/.exec(cell) ?? [];
  return Number(digits.replaceAll(',', '')) * (unitsMs.get(unit) ?? 1);
}

describe('the page about limits', () => {
  it('tells every limit of the core at its value, and no other', () => {
    const told = rows.map(([name, value]) => [nameIn(name), valueOf(value)]);
    expect(told).toEqual(Object.entries(LIMITS));
  });

  it('gives a time the unit of a time, and bytes that of bytes', () => {
    for (const [cell, value = ''] of rows) {
      const name = nameIn(cell);
      expect(/Ms(?:Max|Default)?$/.test(name), name).toBe(/ (?:h|min|s)$/.test(value));
      expect(/Bytes(?:Max|Min)$/.test(name), name).toBe(/ bytes?$/.test(value));
    }
  });

  it.each([
    [/asset's has at most ([\d,]+) characters/, parseAssetName],
    [/a tag's or a branch's ([\d,]+),/, parseTagName],
    [/a tag's or a branch's ([\d,]+),/, parseBranchName],
    [/each of its segments ([\d,]+)\./, parseTreePath],
    [
      /a path ([\d,]+) and/,
      (name: string) => parseTreePath(name.replaceAll(/a{100}/g, `${'a'.repeat(99)}/`)),
    ],
  ])('tells where a name is too long: %s', (sentence, parse) => {
    const charactersMax = valueOf(sentence.exec(page)?.[1]);
    expect(charactersMax).toBeGreaterThan(0);
    expect(parse('a'.repeat(charactersMax)).ok).toBe(true);
    expect(parse('a'.repeat(charactersMax + 1)).ok).toBe(false);
  });

  it('tells how large a pack may be', async () => {
    const bytesMax = valueOf(/pack has at most ([\d,]+) bytes/.exec(page)?.[1]);
    const trust = must(
      parseEvidenceTrust(readFileSync(join(root, 'spec/vectors/evidence/trust.json'))),
    );
    const by = { trust, verifier: new KeyringVerifier() };
    const { refusals } = await verifyEvidencePack(new Uint8Array(bytesMax + 1), by);
    expect(refusals[0]?.expected).toBe(`at most ${bytesMax} bytes of JSON`);
  });
});
