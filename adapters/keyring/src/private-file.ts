// SPDX-License-Identifier: Apache-2.0
// Reads and writes files that only their owner may read. A link, a special file, a foreign owner or
// a mode that lets others read is refused before a byte is looked at.
import { constants, type Stats } from 'node:fs';
import { open, unlink, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { KeyFileError, systemFound } from './key-file-error.ts';
import { readKeyFile } from './key-file.ts';

const othersMayAccess = 0o077;
const permissionBits = 0o777;
const ownerOnly = 0o600;

/**
 * The text of a private file; throws KeyFileError where it is not private or not readable. `expected`
 * says in words what should be in it.
 */
export function readPrivateFile(path: string, expected = 'a private key file'): Promise<string> {
  return readKeyFile(path, {
    expected: `${expected}, not a link`,
    followLinks: false,
    inspect: (stats) => requirePrivate(path, stats),
  });
}

/**
 * Writes a new private file, whole and durable when it returns; refuses to overwrite one.
 *
 * @throws KeyFileError `key.unwritable`; nothing is left at the path that was not there before.
 */
export async function writePrivateFile(path: string, text: string): Promise<void> {
  try {
    const file = await open(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0);
    await fill(path, file, text);
  } catch (error) {
    throw new KeyFileError('key.unwritable', {
      subject: path,
      expected: 'a path where a new key file can be written',
      found: systemFound(error),
    });
  }
}

async function fill(path: string, file: FileHandle, text: string): Promise<void> {
  try {
    try {
      await file.chmod(ownerOnly);
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await syncFolder(dirname(path));
  } catch (error) {
    await unlink(path);
    throw error;
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

function requirePrivate(path: string, { mode, uid }: Stats): void {
  const foreign = process.geteuid !== undefined && uid !== process.geteuid();
  if ((mode & othersMayAccess) === 0 && !foreign) return;
  const modeText = (mode & permissionBits).toString(8).padStart(3, '0');
  throw new KeyFileError('key.permissions', {
    subject: path,
    expected: 'mode 600 and the owner who runs this',
    found: foreign ? `owner ${uid}` : `mode ${modeText}`,
  });
}
