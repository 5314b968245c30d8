// SPDX-License-Identifier: Apache-2.0
// Goal: what the real ssh-keygen signs for us counts, and nothing else that looks like it does.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { concatBytes } from '@marketops/core';
import * as fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { createEd25519KeyFile } from '../../src/ed25519/ed25519-key.ts';
import {
  dearmourSshSignature,
  readSshPublicKeyLine,
  readSshSignature,
  sshSignatureVerifies,
} from '../../src/ssh/ssh-signature.ts';
import { sshString } from '../../src/ssh/ssh-wire.ts';
import { ScratchFolder } from '../scratch-folder.ts';
import { SshFolder, skipWithoutOpenSsh } from './ssh-folder.ts';

const message = Buffer.from('DSSEv1 what was approved');

function publicKeyOf(path: string): Uint8Array {
  return readSshPublicKeyLine(readFileSync(`${path}.pub`, 'utf8')) ?? new Uint8Array();
}

function blobOf(armoured: string): Uint8Array {
  return dearmourSshSignature(armoured) ?? new Uint8Array();
}

describe('a signature of ssh-keygen', () => {
  beforeEach(skipWithoutOpenSsh);

  it('counts over its message alone', () => {
    using folder = new SshFolder();
    const alice = folder.keygen('alice');
    const blob = blobOf(folder.signature(alice, 'marketops', message));
    expect(sshSignatureVerifies(publicKeyOf(alice), message, blob)).toBe(true);
    expect(sshSignatureVerifies(publicKeyOf(alice), Buffer.from('other'), blob)).toBe(false);
  });

  it('does not count under another key', () => {
    using folder = new SshFolder();
    const [alice, bob] = [folder.keygen('alice'), folder.keygen('bob')];
    const blob = blobOf(folder.signature(bob, 'marketops', message));
    expect(sshSignatureVerifies(publicKeyOf(alice), message, blob)).toBe(false);
  });

  it.each(['git', 'file', 'marketops2', 'Marketops', 'marketops@example.com'])(
    'does not count in the namespace %s',
    (namespace) => {
      using folder = new SshFolder();
      const alice = folder.keygen('alice');
      const blob = blobOf(folder.signature(alice, namespace, message));
      expect(readSshSignature(blob)?.namespace).toBe(namespace);
      expect(sshSignatureVerifies(publicKeyOf(alice), message, blob)).toBe(false);
    },
  );

  it.each(['rsa', 'ecdsa'])('does not count by a key of type %s', (type) => {
    using folder = new SshFolder();
    const key = folder.keygen('alice', type);
    expect(readSshPublicKeyLine(readFileSync(`${key}.pub`, 'utf8'))).toBeNull();
    expect(readSshSignature(blobOf(folder.signature(key, 'marketops', message)))).toBeNull();
  });

  it('does not count with any byte changed, left out or added', () => {
    using folder = new SshFolder();
    const alice = folder.keygen('alice');
    const key = publicKeyOf(alice);
    const blob = blobOf(folder.signature(alice, 'marketops', message));
    for (const index of blob.keys()) {
      for (const change of [0x01, 0x80, 0xff]) {
        const changed = Uint8Array.from(blob, (byte, at) => (at === index ? byte ^ change : byte));
        expect(sshSignatureVerifies(key, message, changed)).toBe(false);
      }
      const shorter = blob.filter((_byte, at) => at !== index);
      expect(sshSignatureVerifies(key, message, shorter)).toBe(false);
      expect(sshSignatureVerifies(key, message, blob.subarray(0, index))).toBe(false);
    }
    expect(sshSignatureVerifies(key, message, concatBytes([blob, Buffer.alloc(1)]))).toBe(false);
  });
});

describe('an SSHSIG blob', () => {
  /** A blob that the key really signed, with parts of our choosing. */
  async function signedBlob(parts: { version?: number; reserved?: string; hash?: string }) {
    using folder = new ScratchFolder();
    const { version = 1, reserved = '', hash = 'sha512' } = parts;
    const key = await createEd25519KeyFile(folder.at('alice.pem'));
    const digest = createHash(hash).update(message).digest();
    const shared = [sshString('marketops'), sshString(reserved), sshString(hash)];
    const signed = Buffer.concat([Buffer.from('SSHSIG'), ...shared, sshString(digest)]);
    const type = sshString('ssh-ed25519');
    const blob = Buffer.concat([
      Buffer.from('SSHSIG'),
      Buffer.from([0, 0, 0, version]),
      sshString(Buffer.concat([type, sshString(key.publicKey)])),
      ...shared,
      sshString(Buffer.concat([type, sshString(await key.sign(signed))])),
    ]);
    return sshSignatureVerifies(key.publicKey, message, blob);
  }

  it('counts with either hash of the format', async () => {
    expect(await signedBlob({ hash: 'sha512' })).toBe(true);
    expect(await signedBlob({ hash: 'sha256' })).toBe(true);
  });

  it('does not count with another hash, version or reserved text, though it is signed', async () => {
    expect(await signedBlob({ hash: 'sha1' })).toBe(false);
    expect(await signedBlob({ version: 2 })).toBe(false);
    expect(await signedBlob({ reserved: 'x' })).toBe(false);
  });

  it('is never read out of anything else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(readSshSignature(bytes)).toBeNull();
        const magic = concatBytes([Buffer.from('SSHSIG\0\0\0\x01'), bytes]);
        expect(readSshSignature(magic)).toBeNull();
      }),
    );
  });

  it('is never read out of more than 4 KiB', () => {
    expect(readSshSignature(Buffer.alloc(4_097))).toBeNull();
  });
});

describe('the armour', () => {
  it.each([
    ['no armour', 'U1NIU0lH'],
    ['no end', '-----BEGIN SSH SIGNATURE-----\nU1NIU0lH\n'],
    ['another label', '-----BEGIN PGP SIGNATURE-----\nU1NIU0lH\n-----END PGP SIGNATURE-----\n'],
    ['spaces inside', '-----BEGIN SSH SIGNATURE-----\nU1NI U0lH\n-----END SSH SIGNATURE-----\n'],
    ['no padding', '-----BEGIN SSH SIGNATURE-----\nU1NIU0k\n-----END SSH SIGNATURE-----\n'],
    ['nothing', ''],
  ])('is refused with %s', (_name, text) => {
    expect(dearmourSshSignature(text)).toBeNull();
  });

  it('may have the line ends of another system', () => {
    const text = '-----BEGIN SSH SIGNATURE-----\r\nU1NI\r\nU0lH\r\n-----END SSH SIGNATURE-----\r\n';
    expect(dearmourSshSignature(text)).toEqual(new Uint8Array(Buffer.from('SSHSIG')));
  });
});

describe('a public key line', () => {
  beforeEach(skipWithoutOpenSsh);

  it('is read with or without a comment, and never beside another one', () => {
    using folder = new SshFolder();
    const alice = folder.keygen('alice');
    const line = readFileSync(`${alice}.pub`, 'utf8');
    const [type, base64] = line.split(' ');
    expect(readSshPublicKeyLine(`${type} ${base64}`)).toEqual(readSshPublicKeyLine(line));
    expect(readSshPublicKeyLine(line)).toHaveLength(32);
    expect(readSshPublicKeyLine(line + line)).toBeNull();
    expect(readSshPublicKeyLine(`restrict ${line}`)).toBeNull();
    expect(readSshPublicKeyLine(`${type} ${base64}A`)).toBeNull();
    expect(readSshPublicKeyLine(`${type}`)).toBeNull();
  });

  it('has to say the same type twice', () => {
    const blob = Buffer.concat([sshString('ssh-rsa'), sshString(Buffer.alloc(32))]);
    expect(readSshPublicKeyLine(`ssh-ed25519 ${blob.toString('base64')}`)).toBeNull();
  });
});
