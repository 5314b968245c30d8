// SPDX-License-Identifier: Apache-2.0
// SSHSIG, the signatures of `ssh-keygen -Y sign` (OpenSSH PROTOCOL.sshsig). Only Ed25519 keys, only
// our namespace; the key in the signature must be the pinned one.
import { createHash } from 'node:crypto';
import { base64Decode, equalBytes } from '@marketops/core';
import { ED25519_PUBLIC_KEY_BYTES, ed25519Verifies } from '../ed25519/ed25519-key.ts';
import { SshReader, sshString } from './ssh-wire.ts';

/** The namespace that our SSH signatures are made for. */
export const SSH_NAMESPACE = 'marketops';

const magic = Buffer.from('SSHSIG');
const version = 1;
const keyType = 'ssh-ed25519';
const signatureBytesMax = 4_096;
const beginLine = '-----BEGIN SSH SIGNATURE-----';
const endLine = '-----END SSH SIGNATURE-----';

/** What an SSHSIG blob says. */
export interface SshSignature {
  readonly publicKey: Uint8Array;
  readonly namespace: string;
  readonly hashAlgorithm: 'sha256' | 'sha512';
  readonly signature: Uint8Array;
}

/** The blob inside the armour that ssh-keygen writes, or null where it is none. */
export function dearmourSshSignature(armoured: string): Uint8Array | null {
  const lines = armoured.trim().split(/\r?\n/);
  if (lines[0] !== beginLine || lines.at(-1) !== endLine) return null;
  const blob = base64Decode(lines.slice(1, -1).join(''));
  return blob.ok ? blob.value : null;
}

/** Reads an SSHSIG blob of an Ed25519 key, or null where it is anything else. */
export function readSshSignature(blob: Uint8Array): SshSignature | null {
  if (blob.length > signatureBytesMax) return null;
  const reader = new SshReader(blob);
  const foundMagic = reader.bytes(magic.length);
  if (foundMagic === null || !equalBytes(foundMagic, magic)) return null;
  if (reader.uint32() !== version) return null;
  const publicKey = readSshPublicKeyBlob(reader.string());
  const namespace = reader.text();
  const reserved = reader.string();
  const hashAlgorithm = reader.text();
  const signature = readRawSignature(reader.string());
  if (publicKey === null || namespace === null || reserved?.length !== 0) return null;
  if (signature === null || !reader.atEnd) return null;
  if (hashAlgorithm !== 'sha256' && hashAlgorithm !== 'sha512') return null;
  return { publicKey, namespace, hashAlgorithm, signature };
}

/** Whether an SSHSIG blob is `publicKey`'s over `message` in our namespace. */
export function sshSignatureVerifies(
  publicKey: Uint8Array,
  message: Uint8Array,
  blob: Uint8Array,
): boolean {
  const found = readSshSignature(blob);
  if (found === null || found.namespace !== SSH_NAMESPACE) return false;
  if (!equalBytes(found.publicKey, publicKey)) return false;
  const signed = Buffer.concat([
    magic,
    sshString(found.namespace),
    sshString(''),
    sshString(found.hashAlgorithm),
    sshString(createHash(found.hashAlgorithm).update(message).digest()),
  ]);
  return ed25519Verifies(publicKey, signed, found.signature);
}

/** The raw key inside an `ssh-ed25519` public-key blob, or null. */
function readSshPublicKeyBlob(blob: Uint8Array | null): Uint8Array | null {
  if (blob === null) return null;
  const reader = new SshReader(blob);
  if (reader.text() !== keyType) return null;
  const key = reader.string();
  return key?.length === ED25519_PUBLIC_KEY_BYTES && reader.atEnd ? new Uint8Array(key) : null;
}

/** The raw key of the one line of an OpenSSH `.pub` file, or null where it is not Ed25519. */
export function readSshPublicKeyLine(line: string): Uint8Array | null {
  const trimmed = line.trim();
  const [type, base64 = ''] = trimmed.split(/[ \t]+/, 2);
  if (type !== keyType || /[\r\n]/.test(trimmed)) return null;
  const blob = base64Decode(base64);
  return readSshPublicKeyBlob(blob.ok ? blob.value : null);
}

function readRawSignature(blob: Uint8Array | null): Uint8Array | null {
  if (blob === null) return null;
  const reader = new SshReader(blob);
  if (reader.text() !== keyType) return null;
  const signature = reader.string();
  return signature !== null && reader.atEnd ? new Uint8Array(signature) : null;
}
