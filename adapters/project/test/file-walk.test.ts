// SPDX-License-Identifier: Apache-2.0
// What a pattern lists: everything but folders, sorted, inside the project alone.
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listMatching } from '../src/file-walk.ts';
import { folderWith } from './folders.ts';

const files = {
  'README.md': '',
  'dist/b.txt': '',
  'dist/a.tar.gz': '',
  'dist/a\u202Eb': '',
  'dist/sub/c.txt': '',
  'docs/deep/d.md': '',
  '.git/config': '',
  'vendor/.git/config': '',
};

describe('a list of files', () => {
  it.each([
    ['dist/*', ['dist/a.tar.gz', 'dist/a\u202Eb', 'dist/b.txt']],
    ['dist/*.txt', ['dist/b.txt']],
    ['dist/**', ['dist/a.tar.gz', 'dist/a\u202Eb', 'dist/b.txt', 'dist/sub/c.txt']],
    ['**/*.md', ['README.md', 'docs/deep/d.md']],
    ['*/sub/*', ['dist/sub/c.txt']],
    ['README.md', ['README.md']],
    ['gone/*', []],
    ['README.md/*', []],
    ['vendor/**', []],
  ])('of %s', async (pattern, expected) => {
    const root = folderWith(files);
    expect(await listMatching(root, pattern)).toEqual({ ok: true, value: expected });
  });

  it.each(['../*', '/etc/*', '.git/*', 'a/**b', ''])('is refused for %j', async (pattern) => {
    expect(await listMatching(folderWith({}), pattern)).toMatchObject({
      ok: false,
      refusal: { code: 'project.path_invalid' },
    });
  });

  it('names a symbolic link, and never what lies behind it', async () => {
    const root = folderWith({ 'real/a': '' });
    symlinkSync(join(root, 'real'), join(root, 'link'));
    expect(await listMatching(root, '**')).toEqual({ ok: true, value: ['link', 'real/a'] });
  });
});
