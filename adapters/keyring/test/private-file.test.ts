// SPDX-License-Identifier: Apache-2.0
// Goal: no file that others can read, and nothing but a small regular file, is taken for private.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readPrivateFile, writePrivateFile } from '../src/private-file.ts';
import { refusalOf } from './refused-key.ts';
import { ScratchFolder } from './scratch-folder.ts';

const foreignUserId = 65_534;

describe('writePrivateFile', () => {
  it('writes a file that only its owner may read, whatever the umask', async () => {
    using folder = new ScratchFolder();
    const umask = process.umask(0);
    try {
      await writePrivateFile(folder.at('key'), 'secret');
    } finally {
      process.umask(umask);
    }
    expect(statSync(folder.at('key')).mode & 0o777).toBe(0o600);
    expect(await readPrivateFile(folder.at('key'))).toBe('secret');
  });

  it('leaves what was there before', async () => {
    using folder = new ScratchFolder();
    const path = folder.write('key', 'first');
    expect(await refusalOf(writePrivateFile(path, 'second'))).toMatchObject({
      code: 'key.unwritable',
      subject: path,
      found: 'a file that is there already',
    });
    expect(readFileSync(path, 'utf8')).toBe('first');
  });

  it('does not write through a link', async () => {
    using folder = new ScratchFolder();
    symlinkSync(folder.at('elsewhere'), folder.at('key'));
    expect(await refusalOf(writePrivateFile(folder.at('key'), 'secret'))).toMatchObject({
      code: 'key.unwritable',
    });
    expect(existsSync(folder.at('elsewhere'))).toBe(false);
  });

  it('says when the folder is not there', async () => {
    using folder = new ScratchFolder();
    expect(await refusalOf(writePrivateFile(folder.at('no/key'), 'secret'))).toMatchObject({
      code: 'key.unwritable',
      found: 'no such file or folder',
    });
  });
});

describe('readPrivateFile', () => {
  it.each([0o640, 0o604, 0o620, 0o601, 0o777])('refuses mode %o', async (mode) => {
    using folder = new ScratchFolder();
    const path = folder.write('key', 'secret');
    chmodSync(path, mode);
    expect(await refusalOf(readPrivateFile(path))).toEqual({
      code: 'key.permissions',
      subject: path,
      expected: 'mode 600 and the owner who runs this',
      found: `mode ${mode.toString(8)}`,
    });
  });

  it.each([0o600, 0o400, 0o700])('takes mode %o', async (mode) => {
    using folder = new ScratchFolder();
    const path = folder.write('key', 'secret');
    chmodSync(path, mode);
    expect(await readPrivateFile(path)).toBe('secret');
  });

  it("refuses another user's file", async (context) => {
    if (process.geteuid?.() !== 0) context.skip('only root can give a file away');
    using folder = new ScratchFolder();
    const path = folder.write('key', 'secret');
    chownSync(path, foreignUserId, foreignUserId);
    expect(await refusalOf(readPrivateFile(path))).toMatchObject({
      code: 'key.permissions',
      found: `owner ${foreignUserId}`,
    });
  });

  it('refuses a link, even to a private file', async () => {
    using folder = new ScratchFolder();
    folder.write('key', 'secret');
    symlinkSync(folder.at('key'), folder.at('link'));
    expect(await refusalOf(readPrivateFile(folder.at('link')))).toMatchObject({
      code: 'key.unreadable',
      found: 'a link',
    });
  });

  it('refuses a file that is not there', async () => {
    using folder = new ScratchFolder();
    expect(await refusalOf(readPrivateFile(folder.at('key')))).toMatchObject({
      code: 'key.missing',
      found: 'no file',
    });
  });

  it('refuses a folder, and a pipe without waiting for a writer', async () => {
    using folder = new ScratchFolder();
    mkdirSync(folder.at('folder'), { mode: 0o700 });
    execFileSync('mkfifo', ['-m', '600', folder.at('pipe')]);
    for (const name of ['folder', 'pipe']) {
      expect(await refusalOf(readPrivateFile(folder.at(name)))).toMatchObject({
        code: 'key.unreadable',
        found: 'not a regular file',
      });
    }
  });

  it('reads 16 KiB and not one byte more', async () => {
    using folder = new ScratchFolder();
    const largest = 'k'.repeat(16_384);
    expect(await readPrivateFile(folder.write('largest', largest))).toBe(largest);
    expect(await refusalOf(readPrivateFile(folder.write('larger', `${largest}k`)))).toMatchObject({
      code: 'key.unreadable',
      found: 'more than 16384 bytes',
    });
  });
});
