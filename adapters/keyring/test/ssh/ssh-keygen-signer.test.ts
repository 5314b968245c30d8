// SPDX-License-Identifier: Apache-2.0
// Goal: a key on disk or in an agent signs through the real ssh-keygen, and what does not verify by
// the named key is no signature.
import { copyFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { base64Encode, instantFromSeconds, type TrustKey } from '@marketops/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { KeyringVerifier } from '../../src/keyring-verifier.ts';
import { openSshKey, type SshKeygenSigner } from '../../src/ssh/ssh-keygen-signer.ts';
import { refusalOf } from '../refused-key.ts';
import { SshAgent, SshFolder, skipWithoutOpenSsh } from './ssh-folder.ts';

const message = Buffer.from('DSSEv1 what was approved');

function pinned(signer: SshKeygenSigner): TrustKey {
  return {
    keyId: signer.keyId,
    algorithm: 'sshsig-ed25519',
    publicKey: base64Encode(signer.publicKey),
    roles: ['approve'],
    personId: null,
    validFrom: instantFromSeconds(0),
    validUntil: null,
    passkey: null,
  };
}

afterEach(() => vi.unstubAllEnvs());

describe('an SSH key', () => {
  beforeEach(skipWithoutOpenSsh);

  it('signs from its private file', async () => {
    using folder = new SshFolder();
    const signer = await openSshKey(folder.keygen('alice'));
    const sig = await signer.sign(message);
    expect(await new KeyringVerifier().verify(pinned(signer), message, sig)).toBe(true);
  });

  it('signs from an agent, named by its public file', async () => {
    using folder = new SshFolder();
    using agent = await SshAgent.start(folder);
    const path = folder.keygen('alice');
    agent.add(path);
    rmSync(path);
    vi.stubEnv('SSH_AUTH_SOCK', agent.socket);
    const signer = await openSshKey(`${path}.pub`);
    const sig = await signer.sign(message);
    expect(await new KeyringVerifier().verify(pinned(signer), message, sig)).toBe(true);
  });

  it('is refused when the agent does not hold it', async () => {
    using folder = new SshFolder();
    using agent = await SshAgent.start(folder);
    const path = folder.keygen('alice');
    rmSync(path);
    vi.stubEnv('SSH_AUTH_SOCK', agent.socket);
    const signer = await openSshKey(`${path}.pub`);
    expect(await refusalOf(signer.sign(message))).toMatchObject({
      code: 'key.signer_failed',
      found: expect.stringMatching(/^ended with [0-9]+$/),
    });
  });

  it('is refused when its two files are not a pair', async () => {
    using folder = new SshFolder();
    vi.stubEnv('SSH_AUTH_SOCK', undefined);
    const [alice, bob] = [folder.keygen('alice'), folder.keygen('bob')];
    const signer = await openSshKey(alice);
    renameSync(bob, alice);
    copyFileSync(`${bob}.pub`, `${alice}.pub`);
    expect(await refusalOf(signer.sign(message))).toMatchObject({
      code: 'key.signer_failed',
      found: 'a signature by another key',
    });
  });

  it('may have a public file that is a link', async () => {
    using folder = new SshFolder();
    const path = folder.keygen('alice');
    renameSync(`${path}.pub`, folder.at('elsewhere'));
    symlinkSync(folder.at('elsewhere'), `${path}.pub`);
    expect((await openSshKey(path)).publicKey).toHaveLength(32);
  });

  it.each([
    ['an RSA key', (folder: SshFolder) => folder.keygen('alice', 'rsa'), 'ssh-rsa'],
    ['an ECDSA key', (folder: SshFolder) => folder.keygen('alice', 'ecdsa'), 'ecdsa-sha2-nistp256'],
  ])('is refused when it is %s', async (_name, make, found) => {
    using folder = new SshFolder();
    expect(await refusalOf(openSshKey(make(folder)))).toMatchObject({
      code: 'key.wrong_kind',
      found: expect.stringContaining(found),
    });
  });

  it('is refused without telling what the file holds', async () => {
    using folder = new SshFolder();
    const path = folder.write('token.pub', 'ghp_thisIsASecret and more');
    const refusal = await refusalOf(openSshKey(path));
    expect(refusal).toMatchObject({
      code: 'key.wrong_kind',
      expected: 'a private key file, or the ssh-ed25519 .pub of an agent',
      found: 'another content',
    });
    expect(JSON.stringify(refusal)).not.toContain('ghp_');
  });

  it('is refused when its public file is not there', async () => {
    using folder = new SshFolder();
    const path = folder.keygen('alice');
    rmSync(`${path}.pub`);
    expect(await refusalOf(openSshKey(path))).toMatchObject({
      code: 'key.missing',
      subject: `${path}.pub`,
      found: 'no file',
    });
  });
});
