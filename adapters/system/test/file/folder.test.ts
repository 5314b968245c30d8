// SPDX-License-Identifier: Apache-2.0
// Goal: a folder is made with all above it that are not there, and where the system makes none, that is
// told at once and nothing goes on for ever.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeFolders } from '../../src/file/folder.ts';

const source = join(import.meta.dirname, '../../src/file/folder.ts');
const durationMsMax = 10_000;
const modeBits = 0o777;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'marketops-folder-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('making a folder', () => {
  it('makes those above it too, all with the mode', async () => {
    await makeFolders(join(folder, 'a', 'b', 'c'), 0o700);
    for (const path of ['a', 'a/b', 'a/b/c']) {
      expect(statSync(join(folder, path)).mode & modeBits).toBe(0o700);
    }
  });

  it('leaves one as it is that is there, also behind a link', async () => {
    mkdirSync(join(folder, 'there'), { mode: 0o750 });
    symlinkSync(join(folder, 'there'), join(folder, 'link'));
    await makeFolders(join(folder, 'there'), 0o700);
    await makeFolders(join(folder, 'link'), 0o700);
    await makeFolders(join(folder, 'link', '..', 'link', 'below'), 0o700);
    expect(statSync(join(folder, 'there')).mode & modeBits).toBe(0o750);
    expect(statSync(join(folder, 'there', 'below')).isDirectory()).toBe(true);
  });

  it('works for several that make the same one at once', async () => {
    const path = join(folder, 'a', 'b');
    const made = await Promise.allSettled(Array.from({ length: 8 }, () => makeFolders(path)));
    expect(made.map(({ status }) => status)).toEqual(made.map(() => 'fulfilled'));
  });

  it('does not take a file for a folder', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    await expect(makeFolders(file)).rejects.toMatchObject({ code: 'EEXIST', path: file });
    const below = join(file, 'below');
    await expect(makeFolders(below)).rejects.toMatchObject({ code: 'ENOTDIR', path: below });
  });

  it('ends where there is a folder in which the system makes none', () => {
    const script = `import { makeFolders } from ${JSON.stringify(source)};
      await makeFolders('/proc/marketops/log').catch(({ code }) => console.log(code));`;
    const run = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
      encoding: 'utf8',
      timeout: durationMsMax,
    });
    expect(run.stdout).toBe('ENOENT\n');
  });
});
