// SPDX-License-Identifier: Apache-2.0
// Asset names are those that GitHub keeps as they are.
import { expect, it } from 'vitest';
import { parseAssetName } from '../../src/text/asset-name.ts';
import { readSpecVectors } from '../vectors/spec-vectors.ts';

const { valid, invalid } = readSpecVectors('asset-names');

it.each(valid)('accepts %s', (text) => {
  expect(parseAssetName(text)).toEqual({ ok: true, value: text });
});

it.each(invalid)('refuses %j', (text) => {
  expect(parseAssetName(text)).toMatchObject({ ok: false });
});
