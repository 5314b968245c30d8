// SPDX-License-Identifier: Apache-2.0
// Reads a key file, public or private, without trusting what stands at its path: nothing is waited
// for, nothing but a regular file is read, and no more of it than a key can be.
import { constants, type Stats } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { KeyFileError, errorCode, systemFound } from './key-file-error.ts';

const keyFileBytesMax = 16_384;

/** How a key file is to be opened and what it has to be. */
export interface KeyFileDemands {
  /** What should stand at the path, in words. */
  readonly expected: string;
  readonly followLinks: boolean;
  /** Throws where the opened file may not be read. */
  readonly inspect?: (stats: Stats) => void;
}

/** The text of a key file of at most 16 KiB; throws KeyFileError where it is none. */
export async function readKeyFile(path: string, demands: KeyFileDemands): Promise<string> {
  const { expected } = demands;
  const unreadable = (found: string): KeyFileError =>
    new KeyFileError('key.unreadable', { subject: path, expected, found });
  let file: FileHandle;
  try {
    file = await open(path, openFlags(demands.followLinks));
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw unreadable(systemFound(error));
    throw new KeyFileError('key.missing', { subject: path, expected, found: 'no file' });
  }
  try {
    const stats = await file.stat();
    if (!stats.isFile()) throw unreadable('not a regular file');
    demands.inspect?.(stats);
    const text = await readBounded(file);
    if (text === null) throw unreadable(`more than ${keyFileBytesMax} bytes`);
    return text;
  } finally {
    await file.close();
  }
}

/** Never blocks on a pipe that nobody writes to, and never takes a terminal. */
function openFlags(followLinks: boolean): number {
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK, O_NOCTTY } = constants;
  return O_RDONLY | O_NONBLOCK | O_NOCTTY | (followLinks ? 0 : O_NOFOLLOW);
}

/** The whole content, or null where it is over the limit, whatever the file's size was said to be. */
async function readBounded(file: FileHandle): Promise<string | null> {
  const buffer = Buffer.alloc(keyFileBytesMax + 1);
  let length = 0;
  while (length < buffer.length) {
    const { bytesRead } = await file.read(buffer, length, buffer.length - length, length);
    if (bytesRead === 0) return buffer.toString('utf8', 0, length);
    length += bytesRead;
  }
  return null;
}
