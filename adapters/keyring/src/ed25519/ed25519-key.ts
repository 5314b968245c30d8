// SPDX-License-Identifier: Apache-2.0
// Ed25519 keys: PKCS #8 PEM on disk, 32 raw bytes in the trust root, signatures of 64 raw bytes.
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { keyIdOf, type KeyId, type Signer } from '@marketops/core';
import { KeyFileError } from '../key-file-error.ts';
import { readPrivateFile, writePrivateFile } from '../private-file.ts';
import { isWeakEd25519PublicKey } from './weak-public-key.ts';

/** The length of a raw Ed25519 public key. */
export const ED25519_PUBLIC_KEY_BYTES = 32;
const signatureBytes = 64;
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');

const pemDocument = /^-----BEGIN ([A-Z0-9 ]+)-----\r?\n[^-]*-----END \1-----\s*$/;
/** Labels that are worth naming to whoever chose the wrong file; nothing else of it is shown. */
const knownLabels: ReadonlySet<string> = new Set([
  'CERTIFICATE',
  'EC PRIVATE KEY',
  'ENCRYPTED PRIVATE KEY',
  'OPENSSH PRIVATE KEY',
  'PUBLIC KEY',
  'RSA PRIVATE KEY',
]);

/** A key pair on disk, opened for signing. */
export interface Ed25519KeyFile extends Signer {
  readonly algorithm: 'ed25519';
  readonly publicKey: Uint8Array;
}

/** Makes a new key file (mode 600) and opens it. Refuses to overwrite. */
export async function createEd25519KeyFile(path: string): Promise<Ed25519KeyFile> {
  const { privateKey } = generateKeyPairSync('ed25519');
  await writePrivateFile(path, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  return signerOf(privateKey);
}

/** Opens a key file for signing; throws KeyFileError where it is not one or not private. */
export async function openEd25519KeyFile(path: string): Promise<Ed25519KeyFile> {
  const pem = await readPrivateFile(path);
  const label = pemDocument.exec(pem)?.[1];
  if (label !== 'PRIVATE KEY') throw wrongKind(path, describeLabel(label));
  let key: KeyObject;
  try {
    key = createPrivateKey({ key: pem, format: 'pem' });
  } catch {
    throw wrongKind(path, 'a PEM document that holds no private key');
  }
  if (key.asymmetricKeyType !== 'ed25519') throw wrongKind(path, `${key.asymmetricKeyType}`);
  return signerOf(key);
}

/**
 * Whether `signature` is `publicKey`'s over `message` (RFC 8032). Malformed input is false, and so
 * is every signature by a key of small order.
 */
export function ed25519Verifies(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (publicKey.length !== ED25519_PUBLIC_KEY_BYTES || signature.length !== signatureBytes) {
    return false;
  }
  if (isWeakEd25519PublicKey(publicKey)) return false;
  const key = createPublicKey({
    key: Buffer.concat([spkiPrefix, publicKey]),
    format: 'der',
    type: 'spki',
  });
  return verify(null, message, key, signature);
}

function signerOf(privateKey: KeyObject): Ed25519KeyFile {
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  const publicKey = new Uint8Array(spki.subarray(spkiPrefix.length));
  const keyId: KeyId = keyIdOf('ed25519', publicKey);
  return {
    algorithm: 'ed25519',
    keyId,
    publicKey,
    sign: (message) => Promise.resolve(new Uint8Array(sign(null, message, privateKey))),
  };
}

function describeLabel(label: string | undefined): string {
  if (label === undefined) return 'no single PEM document';
  return knownLabels.has(label) ? `a PEM document "${label}"` : 'another PEM document';
}

function wrongKind(path: string, found: string): KeyFileError {
  return new KeyFileError('key.wrong_kind', {
    subject: path,
    expected: 'an Ed25519 private key in PKCS #8 PEM, without a passphrase',
    found,
  });
}
