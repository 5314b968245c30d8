// SPDX-License-Identifier: Apache-2.0
// `marketops key create FILE`: a person's own Ed25519 key, and the public half to enrol.
import { createKeyPair } from '../composition/key-pair.ts';
import { done } from '../face/command-result.ts';
import { shellWord } from '../face/shell-word.ts';
import type { RegisterCommand } from '../program.ts';

/** Adds `key create`. */
export const keyCommand: RegisterCommand = (parent, run) => {
  const key = parent.command('key').description('make keys');
  key
    .command('create')
    .description('make FILE (for you alone) and FILE.pub (to enrol)')
    .argument('<file>')
    .action(run((_context, file: string) => createKey(file)));
};

async function createKey(file: string) {
  const { keyId } = await createKeyPair(file);
  return done(
    { keyId, privateKey: file, publicKey: `${file}.pub` },
    [keyId, `private ${file} (keep it to yourself)`, `public  ${file}.pub`],
    `marketops init --repository OWNER/NAME --person ID=${shellWord(`${file}.pub`)}`,
  );
}
