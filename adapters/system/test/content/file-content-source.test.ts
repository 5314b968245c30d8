// SPDX-License-Identifier: Apache-2.0
// Goal: what is read is what was approved; of anything else nobody ever gets the whole, and no file
// stays open.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  closeSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { ContentChangedError } from '@marketops/publisher';
import { describe, expect, it } from 'vitest';
import { contentChunkBytes } from '../../src/content/checked-chunks.ts';
import { ContentFolder, openFilesUnder, readAll, sha256Of } from './content-folder.ts';

const threeChunks = Buffer.alloc(2 * contentChunkBytes + 12_345, 'approved');
const nobody = 65_534;

/** Changes bytes of a file in place. */
function overwrite(path: string, position: number, bytes: string): void {
  const file = openSync(path, 'r+');
  writeSync(file, bytes, position);
  closeSync(file);
}

describe('content that is what was approved', () => {
  it.each([
    0,
    1,
    contentChunkBytes - 1,
    contentChunkBytes,
    contentChunkBytes + 1,
    3 * contentChunkBytes,
  ])('is given out whole: %i bytes', async (size) => {
    using folder = new ContentFolder();
    const bytes = Buffer.alloc(size, 'approved');
    const content = await folder.open(await folder.approve('asset', bytes));
    expect(content.size).toBe(size);
    const read = await readAll(content);
    expect(read.error).toBeNull();
    expect(read.bytes.equals(bytes)).toBe(true);
    expect(await openFilesUnder(folder.path)).toBe(0);
  });

  it('is opened twice at once, each reader at its own pace', async () => {
    using folder = new ContentFolder();
    const approved = await folder.approve('asset', threeChunks);
    const slow = (await folder.open(approved)).chunks[Symbol.asyncIterator]();
    const first = await slow.next();
    const fast = await readAll(await folder.open(approved));
    const rest = [first, await slow.next(), await slow.next()].map(({ value }) => value);
    expect(fast.bytes.equals(threeChunks)).toBe(true);
    expect(Buffer.concat(rest.filter((chunk) => chunk !== undefined)).equals(threeChunks)).toBe(
      true,
    );
    expect(await slow.next()).toEqual({ done: true, value: undefined });
    expect(await openFilesUnder(folder.path)).toBe(0);
  });

  it('may have moved on disk to other blocks under the same name', async () => {
    using folder = new ContentFolder();
    const approved = await folder.approve('asset', 'approved');
    writeFileSync(folder.at('copy'), 'approved');
    renameSync(folder.at('copy'), approved.location);
    expect((await readAll(await folder.open(approved))).error).toBeNull();
  });

  it('may lie behind a link in its folder, for its bytes are what counts', async () => {
    using folder = new ContentFolder();
    mkdirSync(folder.at('dist'));
    const approved = await folder.approve('dist/asset', 'approved');
    renameSync(folder.at('dist'), folder.at('build'));
    symlinkSync(folder.at('build'), folder.at('dist'));
    expect((await readAll(await folder.open(approved))).error).toBeNull();
  });

  it('streams 300 MiB that take no room on disk', async () => {
    using folder = new ContentFolder();
    const size = 300 * 1_048_576;
    const file = openSync(folder.at('sparse'), 'w');
    ftruncateSync(file, size);
    closeSync(file);
    const zeroes = Buffer.alloc(1_048_576);
    const hash = createHash('sha256');
    for (let at = 0; at < size; at += zeroes.length) hash.update(zeroes);
    const digest = hash.digest('hex') as ReturnType<typeof sha256Of>;
    const registered = { sha256: digest, size, location: folder.at('sparse') };
    await (await folder.registry()).registerFile(registered);
    let largest = 0;
    let total = 0;
    for await (const { length } of (await folder.open(registered)).chunks) {
      largest = Math.max(largest, length);
      total += length;
    }
    expect({ largest, total }).toEqual({ largest: contentChunkBytes, total: size });
  });
});

describe('content that changed before it was opened', () => {
  it.each<[string, (path: string) => void]>([
    ['another byte at its start', (path) => overwrite(path, 0, 'A')],
    ['another byte at its end', (path) => overwrite(path, threeChunks.length - 1, '!')],
    ['a byte less', (path) => truncateSync(path, threeChunks.length - 1)],
    ['a byte more', (path) => appendFileSync(path, '!')],
    ['nothing in it', (path) => truncateSync(path, 0)],
    [
      'a link in its place, to the very bytes',
      (path) => {
        renameSync(path, `${path}.real`);
        symlinkSync(`${path}.real`, path);
      },
    ],
    [
      'a pipe in its place',
      (path) => {
        rmSync(path);
        execFileSync('mkfifo', [path]);
      },
    ],
    [
      'a folder in its place',
      (path) => {
        rmSync(path);
        mkdirSync(path);
      },
    ],
    [
      'a device in its place, by a link',
      (path) => {
        rmSync(path);
        symlinkSync('/dev/zero', path);
      },
    ],
  ])('is never given out whole: %s', async (_name, change) => {
    using folder = new ContentFolder();
    const approved = await folder.approve('asset', threeChunks);
    change(approved.location);
    const read = await readAll(await folder.open(approved));
    expect(read.error).toBeInstanceOf(ContentChangedError);
    expect(read.bytes.length).toBeLessThan(threeChunks.length);
    expect(await openFilesUnder(folder.path)).toBe(0);
  });

  it('is told from what was approved, with both named', async () => {
    using folder = new ContentFolder();
    const approved = await folder.approve('asset', 'approved');
    overwrite(approved.location, 0, 'A');
    const { error, bytes } = await readAll(await folder.open(approved));
    expect(bytes).toHaveLength(0);
    expect(String(error)).toBe(
      `ContentChangedError: ${approved.location}: expected the approved 8 bytes with SHA-256 ` +
        `${approved.sha256}, found SHA-256 ${sha256Of('Approved')}`,
    );
  });

  it('is refused when it is asked for by another size', async () => {
    using folder = new ContentFolder();
    const { sha256, size } = await folder.approve('asset', 'approved');
    for (const other of [size - 1, size + 1, 0]) {
      const { error, bytes } = await readAll(await folder.open({ sha256, size: other }));
      expect(error).toBeInstanceOf(ContentChangedError);
      expect(bytes).toHaveLength(0);
    }
  });

  it('is refused when something was put into an empty file', async () => {
    using folder = new ContentFolder();
    const approved = await folder.approve('asset', '');
    appendFileSync(approved.location, 'x');
    const { error } = await readAll(await folder.open(approved));
    expect(error).toBeInstanceOf(ContentChangedError);
  });
});

describe('content that changes while it is read', () => {
  it.each<[string, (path: string) => void]>([
    ['is written over', (path) => overwrite(path, threeChunks.length - 9, 'tampered')],
    ['is truncated', (path) => truncateSync(path, contentChunkBytes)],
    ['is emptied', (path) => truncateSync(path, 0)],
    ['grows', (path) => appendFileSync(path, 'more')],
  ])('is never given out whole when it %s', async (_name, change) => {
    using folder = new ContentFolder();
    const approved = await folder.approve('asset', threeChunks);
    const content = await folder.open(approved);
    let given = 0;
    const reading = (async () => {
      for await (const { length } of content.chunks) {
        if (given === 0) change(approved.location);
        given += length;
      }
    })();
    await expect(reading).rejects.toBeInstanceOf(ContentChangedError);
    expect(given).toBeGreaterThan(0);
    expect(given).toBeLessThan(threeChunks.length);
    expect(await openFilesUnder(folder.path)).toBe(0);
  });

  it('is still the approved one when another file takes its name', async () => {
    using folder = new ContentFolder();
    const approved = await folder.approve('asset', threeChunks);
    const content = await folder.open(approved);
    writeFileSync(folder.at('other'), 'tampered');
    renameSync(folder.at('other'), approved.location);
    const read = await readAll(content);
    expect(read.error).toBeNull();
    expect(read.bytes.equals(threeChunks)).toBe(true);
  });
});

describe('content that is not there', () => {
  it('is null when nobody registered it', async () => {
    using folder = new ContentFolder();
    expect(await (await folder.source()).open(sha256Of('unknown'), 7)).toBeNull();
  });

  it('is null when its file, or its folder, is gone', async () => {
    using folder = new ContentFolder();
    mkdirSync(folder.at('dist'));
    const { sha256, size } = await folder.approve('dist/asset', 'approved');
    const source = await folder.source();
    rmSync(folder.at('dist/asset'));
    expect(await source.open(sha256, size)).toBeNull();
    rmSync(folder.at('dist'), { recursive: true });
    writeFileSync(folder.at('dist'), 'a file now');
    expect(await source.open(sha256, size)).toBeNull();
  });

  it('is null when it may not be read', async () => {
    using folder = new ContentFolder();
    const { sha256, size, location } = await folder.approve('asset', 'approved');
    const source = await folder.source();
    chmodSync(location, 0);
    const isRoot = process.geteuid?.() === 0;
    if (isRoot) {
      execFileSync('chown', ['-R', `${nobody}`, folder.path]);
      chownSync(location, 0, 0);
      process.seteuid?.(nobody);
    }
    try {
      expect(await source.open(sha256, size)).toBeNull();
    } finally {
      if (isRoot) process.seteuid?.(0);
    }
  });
});

describe('letting go', () => {
  it('closes a file that was never read, once and again', async () => {
    using folder = new ContentFolder();
    const content = await folder.open(await folder.approve('asset', threeChunks));
    expect(await openFilesUnder(folder.path)).toBe(1);
    await content.close();
    await content.close();
    expect(await openFilesUnder(folder.path)).toBe(0);
  });

  it('closes a file whose reader gave up', async () => {
    using folder = new ContentFolder();
    const content = await folder.open(await folder.approve('asset', threeChunks));
    for await (const chunk of content.chunks) {
      expect(chunk).toHaveLength(contentChunkBytes);
      break;
    }
    expect(await openFilesUnder(folder.path)).toBe(0);
  });

  it('ends a reader whose file was closed under it', async () => {
    using folder = new ContentFolder();
    const content = await folder.open(await folder.approve('asset', threeChunks));
    const chunks = content.chunks[Symbol.asyncIterator]();
    await chunks.next();
    await content.close();
    await expect(chunks.next()).rejects.toThrow(/closed/);
  });

  it('gives the content out once', async () => {
    using folder = new ContentFolder();
    const content = await folder.open(await folder.approve('asset', 'approved'));
    expect((await readAll(content)).bytes.toString()).toBe('approved');
    const again = await readAll(content);
    expect(again.error).toBeInstanceOf(TypeError);
    expect(again.bytes).toHaveLength(0);
  });
});
