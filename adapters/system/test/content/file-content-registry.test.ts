// SPDX-License-Identifier: Apache-2.0
// Goal: what was registered is found again, also by another process, and nothing half-written ever
// is.
import { readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ContentIndex } from '../../src/content/content-index.ts';
import { ContentFolder, readAll, sha256Of } from './content-folder.ts';

const bytes = Buffer.from('# Changelog\n');
const sha256 = sha256Of(bytes);

describe('registerBytes', () => {
  it('keeps the bytes for whoever opens the folder later', async () => {
    using folder = new ContentFolder();
    await (await folder.registry()).registerBytes(sha256, bytes);
    const content = await folder.open({ sha256, size: bytes.length });
    expect((await readAll(content)).bytes.equals(bytes)).toBe(true);
  });

  it('keeps nothing under a digest that is not theirs', async () => {
    using folder = new ContentFolder();
    const registry = await folder.registry();
    await expect(registry.registerBytes(sha256Of('other'), bytes)).rejects.toThrow(RangeError);
    expect(await (await folder.source()).open(sha256Of('other'), bytes.length)).toBeNull();
    expect(readdirSync(join(folder.home, 'stored'))).toEqual([]);
  });

  it('leaves one file and one entry, for the owner alone, however often it is called', async () => {
    using folder = new ContentFolder();
    const registry = await folder.registry();
    await Promise.all([1, 2, 3].map(() => registry.registerBytes(sha256, bytes)));
    expect(readdirSync(join(folder.home, 'stored'))).toEqual([sha256]);
    expect(readdirSync(join(folder.home, 'index'))).toEqual([`${sha256}.json`]);
    expect(statSync(folder.home).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder.home, 'stored', sha256)).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder.home, 'index', `${sha256}.json`)).mode & 0o777).toBe(0o600);
  });

  it('mends bytes that were damaged on disk', async () => {
    using folder = new ContentFolder();
    const registry = await folder.registry();
    await registry.registerBytes(sha256, bytes);
    writeFileSync(join(folder.home, 'stored', sha256), 'damaged');
    await registry.registerBytes(sha256, bytes);
    const content = await folder.open({ sha256, size: bytes.length });
    expect((await readAll(content)).error).toBeNull();
  });
});

describe('registerFile', () => {
  it('remembers the place and copies nothing', async () => {
    using folder = new ContentFolder();
    const { location } = await folder.approve('CHANGELOG.md', bytes);
    expect(readdirSync(join(folder.home, 'stored'))).toEqual([]);
    expect(readFileSync(join(folder.home, 'index', `${sha256}.json`), 'utf8')).toBe(
      `{"kind":"file","location":${JSON.stringify(location)},"size":${bytes.length}}`,
    );
  });

  it('replaces where the digest is found', async () => {
    using folder = new ContentFolder();
    const first = await folder.approve('first', bytes);
    await folder.approve('second', bytes);
    rmSync(first.location);
    const content = await folder.open(first);
    expect((await readAll(content)).bytes.equals(bytes)).toBe(true);
  });

  it('replaces kept bytes, and is replaced by them', async () => {
    using folder = new ContentFolder();
    const registry = await folder.registry();
    await registry.registerBytes(sha256, bytes);
    const file = await folder.approve('file', bytes);
    expect(await (await folder.index()).find(sha256)).toBe(file.location);
    await registry.registerBytes(sha256, bytes);
    expect(await (await folder.index()).find(sha256)).toBe(join(folder.home, 'stored', sha256));
  });

  it.each(['dist/asset', '', './asset', '/dist/as\0set', `/${'a'.repeat(4_096)}`])(
    'refuses the location %j',
    async (location) => {
      using folder = new ContentFolder();
      const registry = await folder.registry();
      const entry = { sha256, size: bytes.length, location };
      await expect(registry.registerFile(entry)).rejects.toThrow(RangeError);
      expect(await (await folder.source()).open(sha256, bytes.length)).toBeNull();
    },
  );
});

describe('the index', () => {
  it.each([
    ['nothing', ''],
    ['half an entry', '{"kind":"file","locat'],
    ['an entry of another kind', '{"kind":"link","location":"/etc/passwd","size":1}'],
    ['an entry with a member more', `{"extra":1,"kind":"stored","size":${bytes.length}}`],
  ])('knows nothing of a digest whose entry holds %s', async (_name, text) => {
    using folder = new ContentFolder();
    await folder.approve('file', bytes);
    writeFileSync(join(folder.home, 'index', `${sha256}.json`), text);
    expect(await (await folder.source()).open(sha256, bytes.length)).toBeNull();
    const approved = await folder.approve('file', bytes);
    expect((await readAll(await folder.open(approved))).error).toBeNull();
  });

  it('throws where it cannot be read, for then nobody knows', async () => {
    using folder = new ContentFolder();
    const index = await folder.index();
    rmSync(join(folder.home, 'index'), { recursive: true });
    writeFileSync(join(folder.home, 'index'), 'a file now');
    await expect(index.find(sha256)).rejects.toThrow('ENOTDIR');
  });

  it('is opened by an absolute path alone', async () => {
    await expect(ContentIndex.open('home/content')).rejects.toThrow(RangeError);
  });
});
