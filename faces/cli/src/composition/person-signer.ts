// SPDX-License-Identifier: Apache-2.0
// Whose key a file holds: the signer, and the person whom the trust root says it belongs to.
import { readFile } from 'node:fs/promises';
import {
  keyHolds,
  refusal,
  utf8Encode,
  type PersonId,
  type Signer,
  type TrustRoot,
} from '@marketops/core';
import { openEd25519KeyFile, openSshKey } from '@marketops/keyring';
import { refuse } from '../face/command-result.ts';
import type { Machine } from './machine.ts';
import type { OpenedHome } from './opened-home.ts';

const openSshBegin = '-----BEGIN OPENSSH PRIVATE KEY-----';

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

/**
 * The person whose key a file holds, proved by a signature over `message`: a public key file alone
 * opens as a signer too, and proves nothing.
 */
export async function provePerson(
  path: string,
  { pins, machine }: Pick<OpenedHome, 'pins' | 'machine'>,
  message: string,
): Promise<PersonId> {
  const { personId, signer } = await openPersonSigner(path, pins.trustRoot, machine);
  const bytes = utf8Encode(message);
  const signature = await signer.sign(bytes);
  const key = pins.trustRoot.keys.find(({ keyId }) => keyId === signer.keyId);
  if (key !== undefined && (await machine.verifier.verify(key, bytes, signature))) return personId;
  const details = { subject: path, expected: `the key of ${personId}`, found: 'another key' };
  return refuse(refusal('key.not_in_trust_root', details));
}

/** Opens a key file, ours or OpenSSH's; a `.pub` file stands for a key that an agent holds. */
export async function openSigner(path: string): Promise<Signer> {
  const text = await readFile(path, 'latin1').catch(() => '');
  const byOpenSsh = text.startsWith(openSshBegin) || (text !== '' && path.endsWith('.pub'));
  return byOpenSsh ? openSshKey(path) : openEd25519KeyFile(path);
}
