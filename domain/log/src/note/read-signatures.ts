// SPDX-License-Identifier: Apache-2.0
// Tells of every signature on a note whether it is a pinned key's, and whether it is genuine.
import {
  base64Encode,
  equalBytes,
  instantFromSeconds,
  keyIdOf,
  utf8Encode,
  type Instant,
  type SignatureVerifier,
  type TrustKey,
} from '@marketops/core';
import { cosignedMessage, parseCosignature } from './cosignature.ts';
import { noteKeyId, type NoteKey } from './note-key.ts';
import type { NoteSignature, SignedNote } from './signed-note.ts';

/** What one signature turned out to be; `key` is null where no pinned key has its name and id. */
export interface SignatureReading {
  readonly name: string;
  readonly key: NoteKey | null;
  readonly genuine: boolean;
  /** When a witness cosigned; null for the log's own signature, and where it is not genuine. */
  readonly cosignedAt: Instant | null;
}

/** Reads all signatures of a note by pinned keys, in their order. */
export async function readSignatures(
  note: SignedNote,
  keys: readonly NoteKey[],
  verifier: SignatureVerifier,
): Promise<readonly SignatureReading[]> {
  const readings: SignatureReading[] = [];
  for (const signature of note.signatures) {
    readings.push(await readSignature(note.text, signature, { keys, verifier }));
  }
  return readings;
}

interface Pinned {
  readonly keys: readonly NoteKey[];
  readonly verifier: SignatureVerifier;
}

async function readSignature(
  text: string,
  { name, keyId, signature }: NoteSignature,
  { keys, verifier }: Pinned,
): Promise<SignatureReading> {
  // Key ids are short and can be made to collide, so that more than one pinned key may fit.
  const candidates = keys.filter((key) => key.name === name && equalBytes(noteKeyId(key), keyId));
  const [first = null] = candidates;
  for (const key of candidates) {
    const signed = signedBytes(text, signature, key);
    if (signed === null) continue;
    if (await verifier.verify(trustKeyOf(key), signed.message, signed.signature)) {
      return { name, key, genuine: true, cosignedAt: signed.cosignedAt };
    }
  }
  return { name, key: first, genuine: false, cosignedAt: null };
}

interface SignedBytes {
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
  readonly cosignedAt: Instant | null;
}

function signedBytes(text: string, signature: Uint8Array, key: NoteKey): SignedBytes | null {
  if (key.type === 'log') return { message: utf8Encode(text), signature, cosignedAt: null };
  const cosignature = parseCosignature(signature);
  if (!cosignature.ok) return null;
  const { cosignedAt } = cosignature.value;
  return {
    message: cosignedMessage(text, cosignedAt),
    signature: cosignature.value.signature,
    cosignedAt,
  };
}

/** A note's key in the form that the verifier asks for; the roles and dates decide nothing here. */
function trustKeyOf({ type, publicKey }: NoteKey): TrustKey {
  return {
    keyId: keyIdOf('ed25519', publicKey),
    algorithm: 'ed25519',
    publicKey: base64Encode(publicKey),
    roles: [type],
    personId: null,
    validFrom: instantFromSeconds(0),
    validUntil: null,
    passkey: null,
  };
}
