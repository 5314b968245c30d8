// SPDX-License-Identifier: Apache-2.0
// Semantic Versioning 2.0.0: what is a version, and the order of section 11.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareVersions,
  isPrerelease,
  parseSemanticVersion,
} from '../../src/version/semantic-version.ts';
import { must } from '@marketops/testkit';

const valid = [
  '0.0.4',
  '1.2.3',
  '10.20.30',
  '1.1.2-prerelease+meta',
  '1.1.2+meta',
  '1.1.2+meta-valid',
  '1.0.0-alpha',
  '1.0.0-alpha.beta.1',
  '1.0.0-alpha.0valid',
  '1.0.0-rc.1+build.1',
  '1.2.3----RC-SNAPSHOT.12.9.1--.12+788',
  '1.0.0+0.build.1-rc.10000aaa-kk-0.1',
  '99999999999999999999999.999999999999999999.99999999999999999',
  '1.0.0-0A.is.legal',
];

const invalid = [
  '',
  '1',
  '1.2',
  'v1.2.3',
  '01.1.1',
  '1.01.1',
  '1.1.01',
  '1.2.3-0123',
  '1.2.3-0123.0123',
  '1.1.2+.123',
  '1.2.3-',
  '1.2.3+',
  '1.2.3-a..b',
  '1.2.3.DEV',
  '1.2-SNAPSHOT',
  '1.2.3 ',
  '1.2.3\n',
  '-1.0.3',
  '1.2.3-ä',
  `1.2.3-${'a'.repeat(255)}`,
];

// The order that section 11 gives as its own example, and what it says of numbers and lengths.
const ascending = [
  '0.9.0',
  '1.0.0-1',
  '1.0.0-2',
  '1.0.0-10',
  '1.0.0-18446744073709551617',
  '1.0.0-alpha',
  '1.0.0-alpha.1',
  '1.0.0-alpha.beta',
  '1.0.0-beta',
  '1.0.0-beta.2',
  '1.0.0-beta.11',
  '1.0.0-rc.1',
  '1.0.0',
  '1.0.1',
  '1.2.0',
  '1.10.0',
  '2.0.0-0',
];

const number = fc.nat({ max: 3 }).map(String);
const identifier = fc.constantFrom('0', '1', '10', 'a', 'b', '-', 'rc', '1a');
const version = fc
  .tuple(number, number, number, fc.array(identifier, { maxLength: 3 }))
  .map(([major, minor, patch, prerelease]) =>
    [`${major}.${minor}.${patch}`, prerelease.join('.')].filter(Boolean).join('-'),
  )
  .map((text) => must(parseSemanticVersion(text)));

describe('a semantic version', () => {
  it.each(valid)('reads %s and keeps its spelling', (text) => {
    expect(must(parseSemanticVersion(text)).text).toBe(text);
  });

  it.each(invalid)('refuses %j', (text) => {
    expect(parseSemanticVersion(text)).toMatchObject({
      ok: false,
      problem: { expected: 'a semantic version such as 1.2.0' },
    });
  });

  it('tells a prerelease from a release', () => {
    expect(isPrerelease(must(parseSemanticVersion('1.0.0-rc.1')))).toBe(true);
    expect(isPrerelease(must(parseSemanticVersion('1.0.0+rc.1')))).toBe(false);
  });

  it('stands in the order of section 11', () => {
    const versions = ascending.map((text) => must(parseSemanticVersion(text)));
    const shuffled = versions.toReversed().toSorted(compareVersions);
    expect(shuffled.map(({ text }) => text)).toEqual(ascending);
    for (const [index, left] of versions.entries()) {
      for (const [other, right] of versions.entries()) {
        expect(Math.sign(compareVersions(left, right))).toBe(Math.sign(index - other));
      }
    }
  });

  it('ignores build metadata in its order', () => {
    const plain = must(parseSemanticVersion('1.0.0'));
    expect(compareVersions(plain, must(parseSemanticVersion('1.0.0+build')))).toBe(0);
  });

  it('has a total order', () => {
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        expect(Math.sign(compareVersions(a, b)) + Math.sign(compareVersions(b, a))).toBe(0);
        const inOrder = compareVersions(a, b) <= 0 && compareVersions(b, c) <= 0;
        expect(inOrder && compareVersions(a, c) > 0).toBe(false);
        expect(compareVersions(a, b) === 0).toBe(a.text === b.text);
      }),
    );
  });
});
