// SPDX-License-Identifier: Apache-2.0
// Signs the text of a note, as the log itself or as a witness.
import { keyIdOf, utf8Encode, type Instant, type Signer } from '@marketops/core';
import { cosignedMessage, encodeCosignature } from './cosignature.ts';
import { noteKeyId, type NoteKey } from './note-key.ts';
import type { NoteSignature } from './signed-note.ts';

/** Who signs a note: a name, and an Ed25519 signer with its own public key (32 bytes). */
export interface NoteSigner {
  readonly name: string;
  readonly publicKey: Uint8Array;
  readonly signer: Signer;
}

/** The log's own signature over a note's text. Throws TypeError where key and signer differ. */
export async function signAsLog(text: string, by: NoteSigner): Promise<NoteSignature> {
  const key = requireEd25519(by, 'log');
  const signature = await by.signer.sign(utf8Encode(text));
  return { name: by.name, keyId: noteKeyId(key), signature };
}

/** A witness's cosignature over a note's text. Throws TypeError where key and signer differ. */
export async function signAsWitness(
  text: string,
  by: NoteSigner,
  cosignedAt: Instant,
): Promise<NoteSignature> {
  const key = requireEd25519(by, 'witness');
  const signature = await by.signer.sign(cosignedMessage(text, cosignedAt));
  return {
    name: by.name,
    keyId: noteKeyId(key),
    signature: encodeCosignature({ cosignedAt, signature }),
  };
}

function requireEd25519({ name, publicKey, signer }: NoteSigner, type: NoteKey['type']): NoteKey {
  if (signer.algorithm !== 'ed25519' || signer.keyId !== keyIdOf('ed25519', publicKey)) {
    throw new TypeError(`expected an ed25519 signer of the key of ${name}, found ${signer.keyId}`);
  }
  return { name, type, publicKey };
}
