// SPDX-License-Identifier: Apache-2.0
// Writes files as a whole: whoever reads one finds the old content or the new one, also after a crash
// and on a full disk. Each draft has a name of its own: processes that write at once do not meet, and
// what a killed one leaves is never read.
import { open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { hexEncode } from '@marketops/core';
import { SystemEntropy } from '@marketops/system';
import { CommandRefused } from '../face/command-result.ts';
import { refusalsOf } from '../face/fault.ts';

const draftNameBytes = 8;
const entropy = new SystemEntropy();

/** Replaces or makes a file; durable when it returns. Throws CommandRefused, leaving it as it was. */
export async function replaceFile(path: string, content: Uint8Array | string): Promise<void> {
  const draft = `${path}.${process.pid}-${hexEncode(entropy.bytes(draftNameBytes))}.new`;
  try {
    await writeFile(draft, content, { flush: true, flag: 'wx' });
    await rename(draft, path);
    await syncFolder(dirname(path));
  } catch (error) {
    // What could not be written is what is told, not that nothing was there to be removed.
    await rm(draft, { force: true }).catch(() => undefined);
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

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** The system does not say which file it was about once that is open. */
function namingFile(error: unknown, path: string): unknown {
  const [refused] = refusalsOf(error);
  return refused === undefined ? error : new CommandRefused([{ ...refused, subject: path }]);
}
