// SPDX-License-Identifier: Apache-2.0
// Writes files as a whole: whoever reads one finds the old content or the new one, also after a crash
// and on a full disk; and whoever is told that one could not be written is told which.
import { stat, writeFile } from 'node:fs/promises';
import { makeFolders, writeDurably } from '@marketops/system';
import { CommandRefused } from '../face/command-result.ts';
import { refusalsOf } from '../face/fault.ts';

/** Whoever the umask lets may read what is written for people; a home lets nobody in. */
const byUmask = 0o666;

/** Replaces or makes a file; durable when it returns. Throws CommandRefused, leaving it as it was. */
export async function replaceFile(path: string, content: Uint8Array | string): Promise<void> {
  try {
    await writeDurably(path, content, byUmask);
  } catch (error) {
    throw namingFile(error, path);
  }
}

/** As `replaceFile`; but what is no regular file, such as a pipe, is written to and not replaced. */
export async function writeGivenFile(path: string, content: Uint8Array | string): Promise<void> {
  const stats = await stat(path).catch(() => null);
  if (stats === null || stats.isFile()) return replaceFile(path, content);
  try {
    await writeFile(path, content);
  } catch (error) {
    throw namingFile(error, path);
  }
}

/** Makes a folder for files like these, unless it is there. Throws CommandRefused where it cannot be made. */
export async function makeGivenFolder(path: string): Promise<void> {
  try {
    await makeFolders(path);
  } catch (error) {
    const [refused] = refusalsOf(error);
    throw refused === undefined ? error : new CommandRefused([refused]);
  }
}

/** The system does not say which file it was about once that is open. */
function namingFile(error: unknown, path: string): unknown {
  const [refused] = refusalsOf(error);
  return refused === undefined ? error : new CommandRefused([{ ...refused, subject: path }]);
}
