// SPDX-License-Identifier: Apache-2.0
// Public keys as files: the `.pub` that `marketops key create` writes, or OpenSSH's own.
import { readFile } from 'node:fs/promises';
import {
  base64Encode,
  keyIdOf,
  literal,
  object,
  parsedText,
  parseStrictJson,
  base64Decode,
  refusal,
  utf8Encode,
  type KeyAlgorithm,
  type KeyId,
} from '@marketops/core';
import { refuse } from '../face/command-result.ts';

/** A public key and how it signs. */
export interface PublicKey {
  readonly algorithm: Exclude<KeyAlgorithm, 'webauthn'>;
  /** Standard base64 of the 32 raw bytes. */
  readonly publicKey: string;
  readonly keyId: KeyId;
}

const publicKeySchema = object({
  schema: literal('urn:marketops:public-key:v1'),
  algorithm: literal('ed25519'),
  publicKey: parsedText((text) => {
    const bytes = base64Decode(text);
    return bytes.ok ? { ok: true, value: text } : bytes;
  }, {}),
});

/** The text of a `.pub` file for an Ed25519 key. */
export function publicKeyFileText(publicKey: Uint8Array): string {
  const document = {
    schema: 'urn:marketops:public-key:v1',
    algorithm: 'ed25519',
    publicKey: base64Encode(publicKey),
  };
  return `${JSON.stringify(document)}\n`;
}

/** Reads a public key; `readSshLine` reads OpenSSH's form. Throws CommandRefused otherwise. */
export async function readPublicKeyFile(
  path: string,
  readSshLine: (line: string) => Uint8Array | null,
): Promise<PublicKey> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    return refused('key.missing', path, 'no file that can be read');
  }
  const ssh = readSshLine(text);
  if (ssh !== null) {
    const algorithm = 'sshsig-ed25519';
    return { algorithm, publicKey: base64Encode(ssh), keyId: keyIdOf(algorithm, ssh) };
  }
  const json = parseStrictJson(utf8Encode(text.toWellFormed()), {
    bytesMax: 4_096,
    depthMax: 2,
    numbers: 'integer',
  });
  const document = json.ok ? publicKeySchema.parse(json.value, '') : json;
  const bytes = document.ok ? base64Decode(document.value.publicKey) : document;
  if (!document.ok || !bytes.ok) return refused('key.public_invalid', path, 'another content');
  const { algorithm, publicKey } = document.value;
  return { algorithm, publicKey, keyId: keyIdOf(algorithm, bytes.value) };
}

function refused(
  code: 'key.missing' | 'key.public_invalid',
  subject: string,
  found: string,
): never {
  const expected = 'a public key of `marketops key create` or an ssh-ed25519 .pub file';
  return refuse(refusal(code, { subject, expected, found }));
}
