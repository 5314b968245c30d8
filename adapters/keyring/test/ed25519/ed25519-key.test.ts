// SPDX-License-Identifier: Apache-2.0
// Goal: a key file is opened only if it is exactly an Ed25519 private key, and it signs what its
// public key verifies.
import { generateKeyPairSync } from 'node:crypto';
import { keyIdOf } from '@marketops/core';
import { describe, expect, it } from 'vitest';
import {
  createEd25519KeyFile,
  ed25519Verifies,
  openEd25519KeyFile,
} from '../../src/ed25519/ed25519-key.ts';
import { refusalOf } from '../refused-key.ts';
import { ScratchFolder } from '../scratch-folder.ts';

const message = Buffer.from('what was approved');

function pemOf(type: 'ed25519' | 'x25519' | 'ed448'): string {
  const { privateKey } = generateKeyPairSync(type as 'ed25519');
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

describe('a key file', () => {
  it('is made, opened again and signs the same', async () => {
    using folder = new ScratchFolder();
    const made = await createEd25519KeyFile(folder.at('alice.pem'));
    const opened = await openEd25519KeyFile(folder.at('alice.pem'));
    expect(opened.publicKey).toEqual(made.publicKey);
    expect(opened.keyId).toBe(keyIdOf('ed25519', made.publicKey));
    expect(await opened.sign(message)).toEqual(await made.sign(message));
    expect(ed25519Verifies(made.publicKey, message, await made.sign(message))).toBe(true);
  });

  it('is never made over another one', async () => {
    using folder = new ScratchFolder();
    const path = folder.at('alice.pem');
    const first = await createEd25519KeyFile(path);
    expect(await refusalOf(createEd25519KeyFile(path))).toMatchObject({ code: 'key.unwritable' });
    expect((await openEd25519KeyFile(path)).keyId).toBe(first.keyId);
  });

  it('is refused when others may read it', async () => {
    using folder = new ScratchFolder();
    const path = folder.write('alice.pem', pemOf('ed25519'), 0o640);
    expect(await refusalOf(openEd25519KeyFile(path))).toMatchObject({ code: 'key.permissions' });
  });

  it.each([
    ['text', () => 'ghp_thisIsNotAKey', 'no single PEM document'],
    ['nothing', () => '', 'no single PEM document'],
    ['two keys', () => pemOf('ed25519') + pemOf('ed25519'), 'no single PEM document'],
    ['words before the key', () => `hello\n${pemOf('ed25519')}`, 'no single PEM document'],
    ['an X25519 key', () => pemOf('x25519'), 'x25519'],
    ['an Ed448 key', () => pemOf('ed448'), 'ed448'],
    [
      'an RSA key',
      () =>
        generateKeyPairSync('rsa', { modulusLength: 2048 })
          .privateKey.export({ type: 'pkcs8', format: 'pem' })
          .toString(),
      'rsa',
    ],
    [
      'an old RSA key',
      () =>
        generateKeyPairSync('rsa', { modulusLength: 2048 })
          .privateKey.export({ type: 'pkcs1', format: 'pem' })
          .toString(),
      'a PEM document "RSA PRIVATE KEY"',
    ],
    [
      'an elliptic-curve key',
      () =>
        generateKeyPairSync('ec', { namedCurve: 'P-256' })
          .privateKey.export({ type: 'pkcs8', format: 'pem' })
          .toString(),
      'ec',
    ],
    [
      'a public key',
      () =>
        generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      'a PEM document "PUBLIC KEY"',
    ],
    [
      'a key under a passphrase',
      () =>
        generateKeyPairSync('ed25519')
          .privateKey.export({
            type: 'pkcs8',
            format: 'pem',
            cipher: 'aes-256-cbc',
            passphrase: 'correct horse',
          })
          .toString(),
      'a PEM document "ENCRYPTED PRIVATE KEY"',
    ],
    [
      'a label of somebody else',
      () => '-----BEGIN HIDDEN TOKEN-----\nc2VjcmV0\n-----END HIDDEN TOKEN-----\n',
      'another PEM document',
    ],
    [
      'a label without a key',
      () => '-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n',
      'a PEM document that holds no private key',
    ],
  ])('is refused with %s inside, and nothing of it is told', async (_name, content, found) => {
    using folder = new ScratchFolder();
    const path = folder.write('alice.pem', content());
    expect(await refusalOf(openEd25519KeyFile(path))).toEqual({
      code: 'key.wrong_kind',
      subject: path,
      expected: 'an Ed25519 private key in PKCS #8 PEM, without a passphrase',
      found,
    });
  });
});
