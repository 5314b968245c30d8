// SPDX-License-Identifier: Apache-2.0
// Which links of a text are refused, however they are written.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findUnsafeLinks } from '../../src/text/links.ts';

const reasons = (markdown: string) => findUnsafeLinks(markdown).map(({ reason }) => reason);

describe('links of a text', () => {
  it.each([
    'See [the guide](https://lantern.example/guide).',
    '[guide]: http://lantern.example',
    '<mailto:carol@lantern.example>',
    'https://lantern.example/a?b=c@d#e',
    '[here](docs/install.md), [there](#install), [up](/README.md)',
    '[https://lantern.example/old](https://lantern.example/new)',
    '`javascript:alert(1)` and\n```\n[x](javascript:y)\n```',
    'A ratio of 3:2, note: nothing.',
  ])('accepts %j', (markdown) => {
    expect(findUnsafeLinks(markdown)).toEqual([]);
  });

  it.each([
    ['[x](javascript:alert(1))', 'scheme javascript'],
    ['[x](  <data:text/html,y>)', 'scheme data'],
    ['<vbscript:x>', 'scheme vbscript'],
    ['ftp://lantern.example', 'scheme ftp'],
    ['<a href="file:///etc/passwd">', 'scheme file'],
    ["<img src = 'data:x'>", 'scheme data'],
    ['[x]: javascript:y', 'scheme javascript'],
    ['https://lantern.example@evil.example/', 'a user name before the host'],
    ['https://lаntern.example/', 'a host that is not in plain ASCII'],
    ['https://%6cantern.example/', 'a host that is not in plain ASCII'],
    ['[https://lantern.example](https://evil.example)', 'it shows lantern.example'],
    ['[x](//evil.example)', 'no scheme'],
    ['[x](https:evil.example)', 'no host'],
  ])('objects to %j', (markdown, reason) => {
    expect(reasons(markdown)).toContain(reason);
  });

  it('reads any text in time that grows with its length alone', () => {
    const hostile = ['[', '](', 'a-', '<a:', '`', 'href=', '![', ' ', 'a:'];
    for (const piece of hostile) {
      expect(() => findUnsafeLinks(piece.repeat(60_000))).not.toThrow();
    }
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), (markdown) => {
        expect(Array.isArray(findUnsafeLinks(markdown))).toBe(true);
      }),
    );
  });
});
