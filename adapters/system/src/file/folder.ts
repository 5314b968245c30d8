// SPDX-License-Identifier: Apache-2.0
// Folders with all those above them that are not there yet. Node's own recursive `mkdir` never ends
// where the system makes nothing in a folder that is there, as below /proc on Linux.
import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { systemErrorCode } from './system-error.ts';

const byUmask = 0o777;

/**
 * Makes a folder and those above it, unless they are there. The umask takes away from the mode. Throws
 * the system's error about the first folder that cannot be made.
 */
export async function makeFolders(path: string, mode = byUmask): Promise<void> {
  try {
    return await makeOne(path, mode);
  } catch (error) {
    const above = dirname(path);
    if (systemErrorCode(error) !== 'ENOENT' || above === path) throw error;
    await makeFolders(above, mode);
  }
  // With the one above it in place, what fails now fails for good.
  await makeOne(path, mode);
}

async function makeOne(path: string, mode: number): Promise<void> {
  try {
    await mkdir(path, { mode });
  } catch (error) {
    const stats = await stat(path).catch(() => null);
    if (stats?.isDirectory() !== true) throw error;
  }
}
