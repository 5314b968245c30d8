// SPDX-License-Identifier: Apache-2.0
// Reads and writes files that only their owner may read. A link, a special file, a foreign owner or
// a mode that lets others read is refused before a byte is looked at.
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { KeyFileError } from './key-file-error.ts';

const othersMayAccess = 0o077;
const ownerOnly = 0o600;
const keyFileBytesMax = 16_384;

/** The text of a private file; throws KeyFileError where it is not private or not readable. */
export async function readPrivateFile(path: string): Promise<string> {
  const file = await openPrivate(path);
  try {
    await requirePrivate(path, file);
    return await file.readFile('utf8');
  } finally {
    await file.close();
  }
}

/** Writes a new private file; refuses to overwrite one. */
export async function writePrivateFile(path: string, text: string): Promise<void> {
  let file: FileHandle;
  try {
    file = await open(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, ownerOnly);
  } catch (error) {
    throw new KeyFileError('key.unreadable', {
      subject: path,
      expected: 'a path where a new key file can be written',
      found: errorCode(error),
    });
  }
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function openPrivate(path: string): Promise<FileHandle> {
  try {
    return await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  } catch (error) {
    throw new KeyFileError('key.unreadable', {
      subject: path,
      expected: 'a key file, not a link',
      found: errorCode(error),
    });
  }
}

async function requirePrivate(path: string, file: FileHandle): Promise<void> {
  const stat = await file.stat();
  const { mode, size, uid } = stat;
  if (!stat.isFile() || size > keyFileBytesMax) {
    const found = stat.isFile() ? `${size} bytes` : 'not a regular file';
    throw new KeyFileError('key.unreadable', {
      subject: path,
      expected: `a regular file of at most ${keyFileBytesMax} bytes`,
      found,
    });
  }
  const foreign = process.getuid !== undefined && uid !== process.getuid();
  if ((mode & othersMayAccess) !== 0 || foreign) {
    const modeText = (mode & 0o777).toString(8).padStart(3, '0');
    throw new KeyFileError('key.permissions', {
      subject: path,
      expected: 'mode 600 and the owner who runs this',
      found: foreign ? `owner ${uid}` : `mode ${modeText}`,
    });
  }
}

/** The system's error code of a failed file operation, such as `ENOENT`. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'an unknown error';
}
