// SPDX-License-Identifier: Apache-2.0
// Whose key a file holds: the signer, and the person whom the trust root says it belongs to.
import { readFile } from 'node:fs/promises';
import { keyHolds, refusal, type PersonId, type Signer, type TrustRoot } from '@marketops/core';
import { openEd25519KeyFile, openSshKey } from '@marketops/keyring';
import { refuse } from '../face/command-result.ts';
import type { Machine } from './machine.ts';

const pkcs8Begin = '-----BEGIN PRIVATE KEY-----';

/** A person who can sign here. */
export interface PersonSigner {
  readonly personId: PersonId;
  readonly signer: Signer;
}

/** Opens a key file (ours or OpenSSH's) and finds its person; throws where there is none. */
export async function openPersonSigner(
  path: string,
  root: TrustRoot,
  { clock }: Machine,
): Promise<PersonSigner> {
  const signer = await openSigner(path);
  const at = clock.now();
  const key = root.keys.find(({ keyId }) => keyId === signer.keyId);
  if (key === undefined || key.personId === null || !keyHolds(key, { role: 'approve', at })) {
    const expected = 'a key that may approve';
    return refuse(
      refusal('key.not_in_trust_root', { subject: path, expected, found: signer.keyId }),
    );
  }
  return { personId: key.personId, signer };
}

async function openSigner(path: string): Promise<Signer> {
  const text = await readFile(path, 'latin1').catch(() => '');
  return text === '' || text.startsWith(pkcs8Begin) ? openEd25519KeyFile(path) : openSshKey(path);
}
