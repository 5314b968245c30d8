// SPDX-License-Identifier: Apache-2.0
// Files that are either the old one or the new one, whole, whenever the machine stops.
import { constants } from 'node:fs';
import { open, rename, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { draftPathOf } from './drafts.ts';
import { makeFolders } from './folder.ts';

const ownerOnlyFile = 0o600;
const ownerOnlyFolder = 0o700;

/** Makes a folder that only its owner may enter, unless it is there. Durable when it returns. */
export async function makeFolder(path: string): Promise<void> {
  await makeFolders(path, ownerOnlyFolder);
  await syncFolder(dirname(path));
}

/**
 * Writes or replaces a file; durable when it returns. Where it throws, the old one is still there.
 * Only its owner may read it, unless another mode is asked for, from which the umask takes away.
 */
export async function writeDurably(
  path: string,
  content: Uint8Array | string,
  mode = ownerOnlyFile,
): Promise<void> {
  const draft = draftPathOf(path);
  try {
    await writeNew(draft, content, mode);
    await rename(draft, path);
    await syncFolder(dirname(path));
  } catch (error) {
    // What could not be written is what is told, not that nothing was there to be removed.
    await unlink(draft).catch(() => undefined);
    throw error;
  }
}

async function writeNew(path: string, content: Uint8Array | string, mode: number): Promise<void> {
  const file = await open(path, 'wx', mode);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
