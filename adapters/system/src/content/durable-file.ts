// SPDX-License-Identifier: Apache-2.0
// Files that are either the old one or the new one, whole, whenever the machine stops.
import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { mkdir, open, rename, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

const ownerOnlyFile = 0o600;
const ownerOnlyFolder = 0o700;
const uniqueBytes = 8;

/** Makes a folder that only its owner may enter, unless it is there. Durable when it returns. */
export async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: ownerOnlyFolder });
  await syncFolder(dirname(path));
}

/** Writes or replaces a file that only its owner may read. Durable when it returns. */
export async function writeDurably(path: string, content: Uint8Array): Promise<void> {
  const unique = randomBytes(uniqueBytes).toString('hex');
  const written = join(dirname(path), `.${basename(path)}.${unique}`);
  try {
    await writeNew(written, content);
    await rename(written, path);
  } catch (error) {
    await unlink(written).catch(() => undefined);
    throw error;
  }
  await syncFolder(dirname(path));
}

async function writeNew(path: string, content: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', ownerOnlyFile);
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
