// SPDX-License-Identifier: Apache-2.0
// Replaces a file as a whole: whoever reads it finds the old content or the new one, also after a crash.
import { open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Replaces or makes a file; durable when it returns, and nothing of it is left where it throws. */
export async function replaceFile(path: string, content: Uint8Array | string): Promise<void> {
  const draft = `${path}.new`;
  try {
    await writeFile(draft, content, { flush: true, mode: 0o600 });
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
