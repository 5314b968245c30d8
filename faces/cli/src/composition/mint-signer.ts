// SPDX-License-Identifier: Apache-2.0
// The mint's key: a file of the home, or a command of the operator's own (a token, a key service),
// whose key is pinned by the `.pub` file that stays in the home.
import { base64Decode, refusal, type Signer } from '@marketops/core';
import { externalSigner, readSshPublicKeyLine } from '@marketops/keyring';
import { refuse } from '../face/command-result.ts';
import { readPublicKeyFile } from '../home/public-key-file.ts';
import { textOf } from '../home/settings.ts';
import { lazySigner } from './lazy-signer.ts';
import type { OpenedHome } from './opened-home.ts';

/** Opens the mint's signer: MARKETOPS_MINT_COMMAND, words parted by spaces, or the key file. */
export async function openMintSigner({ files, settings }: OpenedHome): Promise<Signer> {
  const commandLine = textOf(settings.environment, 'MARKETOPS_MINT_COMMAND');
  if (commandLine === null) return lazySigner(files.mintKey);
  const [command, ...args] = commandLine.split(' ').filter((word) => word !== '');
  const pinned = await readPublicKeyFile(`${files.mintKey}.pub`, readSshPublicKeyLine);
  const publicKey = base64Decode(pinned.publicKey);
  if (command === undefined || !publicKey.ok) {
    const details = { subject: 'MARKETOPS_MINT_COMMAND', expected: 'a command', found: 'none' };
    return refuse(refusal('usage.setting_invalid', details));
  }
  return externalSigner({ command, args, publicKey: publicKey.value });
}
