// SPDX-License-Identifier: Apache-2.0
// A key that is read from disk only when something is really signed with it: a dry run never opens
// the mint's.
import { readSshPublicKeyLine, openEd25519KeyFile } from '@marketops/keyring';
import type { Signer } from '@marketops/core';
import { readPublicKeyFile } from '../home/public-key-file.ts';

/** A signer for the key file at `path`, known beforehand by the `.pub` file beside it. */
export async function lazySigner(path: string): Promise<Signer> {
  const { keyId } = await readPublicKeyFile(`${path}.pub`, readSshPublicKeyLine);
  return {
    algorithm: 'ed25519',
    keyId,
    sign: async (message) => (await openEd25519KeyFile(path)).sign(message),
  };
}
