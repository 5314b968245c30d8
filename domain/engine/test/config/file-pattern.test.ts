// SPDX-License-Identifier: Apache-2.0
// What a file pattern takes, and which patterns are refused.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { must } from '@marketops/testkit';
import { matchesFilePattern, parseFilePattern } from '../../src/config/file-pattern.ts';

describe('a file pattern', () => {
  it.each([
    ['dist/*', 'dist/a.tar.gz', true],
    ['dist/*', 'dist/sub/a', false],
    ['dist/*', 'dist', false],
    ['dist/*.tar.gz', 'dist/.tar.gz', true],
    ['dist/*.tar.gz', 'dist/a.tar.gzip', false],
    ['dist/lantern-?.txt', 'dist/lantern-1.txt', true],
    ['dist/lantern-?.txt', 'dist/lantern-12.txt', false],
    ['**/*.md', 'README.md', true],
    ['**/*.md', 'docs/a/b.md', true],
    ['docs/**', 'docs/a/b.md', true],
    ['docs/**', 'docs', false],
    ['docs/**/x/*', 'docs/x/y', true],
    ['docs/**/x/*', 'docs/a/b/x/y', true],
    ['docs/**/x/*', 'docs/a/x/b/y', false],
    ['a*b*c', 'aXbYbZc', true],
    ['a*b*c', 'aXbYbZ', false],
    ['a.b', 'aXb', false],
  ])('%s takes %s: %s', (pattern, path, takes) => {
    expect(matchesFilePattern(must(parseFilePattern(pattern)), path)).toBe(takes);
  });

  it.each([
    ['', 'a path of 1 to 1024 characters'],
    ['../dist/*', 'segments other than "", "." and ".."'],
    ['/dist/*', 'a path from the root of the repository'],
    ['dist/**.txt', '"**" only as a whole segment'],
    ['dist/{a,b}', 'a pattern of names, "*", "?" and "**"'],
    ['dist/[ab]', 'a pattern of names, "*", "?" and "**"'],
    ['!dist/*', 'a pattern of names, "*", "?" and "**"'],
    ['.git/*', "a path outside git's own folder"],
    ['**/**/**/a', 'at most 2 segments "**"'],
  ])('is refused as %j', (pattern, expected) => {
    expect(parseFilePattern(pattern)).toMatchObject({ ok: false, problem: { expected } });
  });

  it('without wildcards takes its own path and no other', () => {
    const path = fc.stringMatching(/^[a-c]{1,3}(?:\/[a-c]{1,3}){0,2}$/);
    fc.assert(
      fc.property(path, path, (left, right) => {
        expect(matchesFilePattern(left, right)).toBe(left === right);
      }),
    );
  });

  it('takes no longer for many stars', () => {
    expect(matchesFilePattern(`${'*a'.repeat(200)}b`, 'a'.repeat(250))).toBe(false);
  });
});
