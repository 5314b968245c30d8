// SPDX-License-Identifier: Apache-2.0
// The people of the demo with keys of their own: alice signs with an Ed25519 key, bob with an SSH key
// where this machine has OpenSSH, and carol is the person behind the agent that proposes.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { makeFolders } from '@marketops/system';
import { createKeyPair } from '../composition/key-pair.ts';

/** Where a person's private key lies, and how it signs. */
export interface DemoKey {
  readonly person: 'alice' | 'bob' | 'carol';
  readonly file: string;
  readonly kind: 'Ed25519' | 'SSH';
}

/** Makes the keys of alice, bob and carol below a folder. */
export async function makeDemoKeys(folder: string): Promise<readonly DemoKey[]> {
  await makeFolders(folder, 0o700);
  return [
    await ed25519Key('alice', folder),
    sshKey(folder) ?? (await ed25519Key('bob', folder)),
    await ed25519Key('carol', folder),
  ];
}

async function ed25519Key(person: DemoKey['person'], folder: string): Promise<DemoKey> {
  const file = join(folder, `${person}.key`);
  await createKeyPair(file);
  return { person, file, kind: 'Ed25519' };
}

/** Bob's SSH key, or null where this machine has no ssh-keygen. */
function sshKey(folder: string): DemoKey | null {
  const file = join(folder, 'bob_ed25519');
  const args = ['-q', '-t', 'ed25519', '-N', '', '-C', 'bob@lantern.example', '-f', file];
  const { status } = spawnSync('ssh-keygen', args, { stdio: 'ignore' });
  return status === 0 ? { person: 'bob', file, kind: 'SSH' } : null;
}
