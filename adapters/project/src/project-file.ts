// SPDX-License-Identifier: Apache-2.0
// Opens files of a project so that what is read is the regular file of that very path: no symbolic
// link at its end or on its way, no device, no pipe, and nothing that changes while it is read.
import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { lstat, open, realpath, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import {
  LIMITS,
  parseSha256Digest,
  refusal,
  visibleText,
  type Refusal,
  type Sha256Digest,
} from '@marketops/core';
import type { FileContent, FileFact, Reading } from '@marketops/engine';
import { whyUnsafePath } from './safe-path.ts';
import { systemErrorCode } from './system-error.ts';

const chunkBytes = 1_048_576;

// Not waiting for a writer, so that a named pipe cannot hold the run up.
const openFlags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** Size and digest of a file of at most 2 GiB. `root` is a real path. */
export async function factOf(root: string, path: string): Promise<Reading<FileFact>> {
  return withFile<FileFact>(root, path, async ({ handle, location, size, executable }) => {
    if (size > LIMITS.assetBytesMax) return refuse(tooLarge(path, LIMITS.assetBytesMax, size));
    const sha256 = await digestOf(handle);
    return { ok: true, value: { path, location, size, sha256, executable } };
  });
}

/** The whole content of a file of at most `bytesMax` bytes. `root` is a real path. */
export async function contentOf(
  root: string,
  path: string,
  bytesMax: number,
): Promise<Reading<FileContent>> {
  return withFile<FileContent>(root, path, async ({ handle, size, executable }) => {
    if (size > bytesMax) return refuse(tooLarge(path, bytesMax, size));
    return { ok: true, value: { bytes: new Uint8Array(await handle.readFile()), executable } };
  });
}

interface OpenFile {
  readonly handle: FileHandle;
  readonly location: string;
  readonly size: number;
  readonly executable: boolean;
}

async function withFile<T>(
  root: string,
  path: string,
  read: (file: OpenFile) => Promise<Reading<T>>,
): Promise<Reading<T>> {
  const unsafe = whyUnsafePath(path);
  if (unsafe !== null) return refuse(unsafe);
  const location = join(root, path);
  let handle: FileHandle | null = null;
  try {
    handle = await open(location, openFlags);
    const before = await handle.stat();
    if (!before.isFile()) return refuse(unsafeFile(path, 'something that is no file'));
    if ((await realpath(location)) !== location) {
      return refuse(unsafeFile(path, 'a way over a symbolic link'));
    }
    const present = await lstat(location);
    if (present.ino !== before.ino || present.dev !== before.dev) return refuse(changed(path));
    const executable = (before.mode & constants.S_IXUSR) !== 0;
    const result = await read({ handle, location, size: before.size, executable });
    const after = await handle.stat();
    const same = after.size === before.size && after.mtimeMs === before.mtimeMs;
    return same ? result : refuse(changed(path));
  } catch (error) {
    return refuse(whyNotRead(path, error));
  } finally {
    await handle?.close();
  }
}

async function digestOf(handle: FileHandle): Promise<Sha256Digest> {
  const hash = createHash('sha256');
  const stream = handle.createReadStream({ highWaterMark: chunkBytes, autoClose: false });
  for await (const chunk of stream as AsyncIterable<Uint8Array>) hash.update(chunk);
  const digest = parseSha256Digest(hash.digest('hex'));
  if (!digest.ok) throw new RangeError('expected a SHA-256 digest');
  return digest.value;
}

function refuse(why: Refusal): Reading<never> {
  return { ok: false, refusal: why };
}

function tooLarge(path: string, bytesMax: number, size: number): Refusal {
  const details = { expected: `at most ${bytesMax} bytes`, found: `${size} bytes` };
  return refusal('project.file_too_large', { subject: visibleText(path), ...details });
}

function changed(path: string): Refusal {
  const details = { expected: 'a file that nobody is writing', found: 'it changed meanwhile' };
  return refusal('project.file_changed', { subject: visibleText(path), ...details });
}

function unsafeFile(path: string, found: string): Refusal {
  const expected = 'a regular file inside the project, not a link';
  return refusal('project.file_unsafe', { subject: visibleText(path), expected, found });
}

function whyNotRead(path: string, error: unknown): Refusal {
  const code = systemErrorCode(error) ?? 'unknown';
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    const details = { subject: visibleText(path), expected: 'a file', found: 'none' };
    return refusal('project.file_missing', details);
  }
  if (code === 'ELOOP') return unsafeFile(path, 'a symbolic link');
  return unsafeFile(path, `one that cannot be read (${code})`);
}
