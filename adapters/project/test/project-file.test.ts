// SPDX-License-Identifier: Apache-2.0
// What is read is the regular file of that very path inside the project, whole and unchanged.
import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  ftruncateSync,
  closeSync,
  linkSync,
  mkdirSync,
  openSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { digestOfBytes, utf8Encode } from '@marketops/core';
import { contentOf, factOf } from '../src/project-file.ts';
import { emptyFolder, folderWith } from './folders.ts';

describe('a file of the project', () => {
  it('is told by its size, its digest, its place and whether it can be run', async () => {
    const root = folderWith({ 'dist/a.txt': 'a lantern\n' });
    chmodSync(join(root, 'dist/a.txt'), 0o755);
    expect(await factOf(root, 'dist/a.txt')).toEqual({
      ok: true,
      value: {
        path: 'dist/a.txt',
        location: join(root, 'dist/a.txt'),
        size: 10,
        sha256: digestOfBytes(utf8Encode('a lantern\n')),
        executable: true,
      },
    });
  });

  it('is hashed as it streams, however many chunks it has', async () => {
    const root = emptyFolder();
    const content = Buffer.alloc(3 * 1_048_576 + 7, 'lantern');
    writeFileSync(join(root, 'large'), content);
    const fact = await factOf(root, 'large');
    expect(fact).toMatchObject({
      ok: true,
      value: { size: content.length, sha256: digestOfBytes(content), executable: false },
    });
  });

  it('is read whole up to the limit and not beyond', async () => {
    const root = folderWith({ a: '12345' });
    expect(await contentOf(root, 'a', 5)).toEqual({
      ok: true,
      value: { bytes: utf8Encode('12345'), executable: false },
    });
    expect(await contentOf(root, 'a', 4)).toEqual({
      ok: false,
      refusal: {
        code: 'project.file_too_large',
        subject: 'a',
        expected: 'at most 4 bytes',
        found: '5 bytes',
      },
    });
  });

  it('is refused over 2 GiB without being read', async () => {
    const root = folderWith({ large: '' });
    const file = openSync(join(root, 'large'), 'r+');
    ftruncateSync(file, 2 ** 31);
    closeSync(file);
    expect(await factOf(root, 'large')).toMatchObject({
      ok: false,
      refusal: { code: 'project.file_too_large', found: '2147483648 bytes' },
    });
  });

  it.each(['', '/etc/passwd', '../a', 'a/../b', './a', 'a//b', 'a/', 'a\0b', 'a'.repeat(5_000)])(
    'is not %j',
    async (path) => {
      expect(await factOf(emptyFolder(), path)).toMatchObject({
        ok: false,
        refusal: { code: 'project.path_invalid' },
      });
    },
  );

  it('is refused where there is none', async () => {
    const root = folderWith({ file: '' });
    for (const path of ['gone', 'file/below']) {
      expect(await factOf(root, path)).toEqual({
        ok: false,
        refusal: { code: 'project.file_missing', subject: path, expected: 'a file', found: 'none' },
      });
    }
  });

  it('is not reached over a symbolic link, inside or outside', async () => {
    const outside = folderWith({ secret: 'secret\n' });
    const root = folderWith({ 'real/a': 'a\n' });
    symlinkSync(join(outside, 'secret'), join(root, 'link'));
    symlinkSync(outside, join(root, 'folder'));
    symlinkSync('real', join(root, 'inner'));
    const found = new Map<string, unknown>();
    for (const path of ['link', 'folder/secret', 'inner/a']) {
      const fact = await factOf(root, path);
      found.set(path, fact.ok ? 'read' : [fact.refusal.code, fact.refusal.found]);
    }
    expect(Object.fromEntries(found)).toEqual({
      link: ['project.file_unsafe', 'a symbolic link'],
      'folder/secret': ['project.file_unsafe', 'a way over a symbolic link'],
      'inner/a': ['project.file_unsafe', 'a way over a symbolic link'],
    });
  });

  it('is no folder, no pipe and no device', async () => {
    const root = emptyFolder();
    mkdirSync(join(root, 'folder'));
    execFileSync('mkfifo', [join(root, 'pipe')]);
    for (const path of ['folder', 'pipe']) {
      expect(await factOf(root, path)).toMatchObject({
        ok: false,
        refusal: { code: 'project.file_unsafe', found: 'something that is no file' },
      });
    }
  });

  it('may have another name too: it is content that counts', async () => {
    const root = folderWith({ a: 'a\n' });
    linkSync(join(root, 'a'), join(root, 'b'));
    expect(await factOf(root, 'b')).toMatchObject({ ok: true, value: { size: 2 } });
  });

  it('is refused where it grows while it is read', async () => {
    const root = folderWith({ growing: 'a'.repeat(8 * 1_048_576) });
    const reading = factOf(root, 'growing');
    const timer = setInterval(() => appendFileSync(join(root, 'growing'), 'more'), 0);
    const fact = await reading.finally(() => clearInterval(timer));
    expect(fact).toMatchObject({ ok: false, refusal: { code: 'project.file_changed' } });
  });
});
