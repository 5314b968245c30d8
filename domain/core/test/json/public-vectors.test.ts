// SPDX-License-Identifier: Apache-2.0
// The public suites: JSONTestSuite for the strict reader, and the RFC 8785 author's own examples
// for the canonical writer.
import { readdirSync, readFileSync } from 'node:fs';
import { describePublicVectors } from '@marketops/testkit/public-vectors';
import { expect, it } from 'vitest';
import { hexEncode } from '../../src/encoding/hex.ts';
import { canonicalJson, canonicalJsonBytes } from '../../src/json/canonical-json.ts';
import { JSON_LIMITS_DEFAULT, parseStrictJson } from '../../src/json/strict-json.ts';

/** Texts the suite accepts and we refuse: a key twice is two values for two readers. */
const refusedAsDuplicates = [
  'y_object_duplicated_key.json',
  'y_object_duplicated_key_and_value.json',
];

function readJson(path: string) {
  return parseStrictJson(readFileSync(path), JSON_LIMITS_DEFAULT);
}

describePublicVectors('JSONTestSuite', 'json', (folder) => {
  const files = readdirSync(folder);
  const accepted = files.filter(
    (file) => file.startsWith('y_') && !refusedAsDuplicates.includes(file),
  );

  it.each(accepted)('%s is read as the platform reads it', (file) => {
    const parsed = readJson(`${folder}/${file}`);
    const platform = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8'));
    expect(parsed.ok && canonicalJson(parsed.value)).toBe(canonicalJson(platform));
  });

  it.each(files.filter((file) => file.startsWith('n_')))('%s is refused', (file) => {
    expect(readJson(`${folder}/${file}`)).toMatchObject({ ok: false });
  });

  it.each(files.filter((file) => file.startsWith('i_')))('%s is refused, as we choose', (file) => {
    expect(readJson(`${folder}/${file}`)).toMatchObject({ ok: false });
  });

  it.each(refusedAsDuplicates)('%s is refused for its duplicate key', (file) => {
    expect(readJson(`${folder}/${file}`)).toMatchObject({
      ok: false,
      problem: { expected: 'each key once' },
    });
  });
});

describePublicVectors('RFC 8785 examples', 'jcs', (folder) => {
  const files = readdirSync(`${folder}/input`);

  it.each(files)('%s', (file) => {
    const parsed = readJson(`${folder}/input/${file}`);
    if (!parsed.ok) throw new Error(`expected JSON, found ${parsed.problem.found}`);
    expect(canonicalJson(parsed.value)).toBe(readFileSync(`${folder}/output/${file}`, 'utf8'));
    const hexFile = file.replace(/json$/, 'txt');
    const hex = readFileSync(`${folder}/outhex/${hexFile}`, 'utf8').replaceAll(/\s/g, '');
    expect(hexEncode(canonicalJsonBytes(parsed.value))).toBe(hex);
  });
});
