// SPDX-License-Identifier: Apache-2.0
// Makes a key pair on disk: the private file for its owner alone, the public one beside it.
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { refusal } from '@marketops/core';
import { createEd25519KeyFile, type Ed25519KeyFile } from '@marketops/keyring';
import { refuse } from '../face/command-result.ts';
import { publicKeyFileText } from '../home/public-key-file.ts';

/** Makes `path` and `path.pub`, or neither; throws rather than overwrite one. */
export async function createKeyPair(path: string): Promise<Ed25519KeyFile> {
  const key = await createEd25519KeyFile(path);
  try {
    await writeFile(`${path}.pub`, publicKeyFileText(key.publicKey), { flag: 'wx' });
  } catch (error) {
    await rm(path);
    if (!existsSync(`${path}.pub`)) throw error;
    const expected = 'a path where a new key file can be written';
    const details = { subject: `${path}.pub`, expected, found: 'a file that is there already' };
    return refuse(refusal('key.unwritable', details));
  }
  return key;
}
