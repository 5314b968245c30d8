// SPDX-License-Identifier: Apache-2.0
// Goal: the pinned key decides how a signature is read; a signature of one kind never counts as one
// of another.
import { base64Encode, type KeyAlgorithm } from '@marketops/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { createEd25519KeyFile } from '../src/ed25519/ed25519-key.ts';
import { KeyringVerifier } from '../src/keyring-verifier.ts';
import { openSshKey } from '../src/ssh/ssh-keygen-signer.ts';
import { SoftwareAuthenticator } from './passkey/software-authenticator.ts';
import { SshFolder, skipWithoutOpenSsh } from './ssh/ssh-folder.ts';

const message = Buffer.from('DSSEv1 what was approved');
const algorithms: readonly KeyAlgorithm[] = ['ed25519', 'sshsig-ed25519', 'webauthn'];

/** One key and one genuine signature of every algorithm. */
async function genuine(folder: SshFolder) {
  const file = await createEd25519KeyFile(folder.at('file.pem'));
  const ssh = await openSshKey(folder.keygen('ssh'));
  const passkey = new SoftwareAuthenticator();
  const template = passkey.trustKey();
  return {
    ed25519: {
      key: { ...template, algorithm: file.algorithm, publicKey: base64Encode(file.publicKey) },
      sig: await file.sign(message),
    },
    'sshsig-ed25519': {
      key: { ...template, algorithm: ssh.algorithm, publicKey: base64Encode(ssh.publicKey) },
      sig: await ssh.sign(message),
    },
    webauthn: { key: template, sig: passkey.answer(message) },
  } as const;
}

describe('KeyringVerifier', () => {
  beforeEach(skipWithoutOpenSsh);

  it('reads a signature as the pinned key says, and as nothing else', async () => {
    using folder = new SshFolder();
    const all = await genuine(folder);
    const verifier = new KeyringVerifier();
    for (const pinned of algorithms) {
      for (const signed of algorithms) {
        const verdict = await verifier.verify(all[pinned].key, message, all[signed].sig);
        expect([pinned, signed, verdict]).toEqual([pinned, signed, pinned === signed]);
      }
    }
  });

  it('does not take one kind of key for another', async () => {
    using folder = new SshFolder();
    const all = await genuine(folder);
    const verifier = new KeyringVerifier();
    for (const algorithm of algorithms) {
      const { key, sig } = all[algorithm];
      for (const other of algorithms.filter((name) => name !== algorithm)) {
        expect(await verifier.verify({ ...key, algorithm: other }, message, sig)).toBe(false);
      }
    }
  });

  it('answers false for a pinned key that is not base64', async () => {
    using folder = new SshFolder();
    const all = await genuine(folder);
    const verifier = new KeyringVerifier();
    for (const algorithm of algorithms) {
      const { key, sig } = all[algorithm];
      const unpadded = { ...key, publicKey: `${key.publicKey}=` };
      expect(await verifier.verify(unpadded, message, sig)).toBe(false);
    }
  });
});
