// SPDX-License-Identifier: Apache-2.0
// The keys of signed notes (C2SP signed-note): a name, how it signs, and 32 bytes. The four-byte key
// id is a hint only; a signature counts by the pinned key alone.
import {
  accepted,
  base64Decode,
  base64Encode,
  concatBytes,
  describeText,
  equalBytes,
  hexDecode,
  hexEncode,
  refused,
  sha256,
  utf8Encode,
  type Parsed,
  type TrustKey,
} from '@marketops/core';

/** How a key signs: `log`, Ed25519 over the note's text; `witness`, a cosignature/v1 with a time. */
export type NoteKeyType = 'log' | 'witness';

/** One key that may sign notes; `publicKey` is the 32 raw bytes of an Ed25519 key. */
export interface NoteKey {
  readonly name: string;
  readonly type: NoteKeyType;
  readonly publicKey: Uint8Array;
}

/** The length of the hint at the head of every signature, in bytes. */
export const NOTE_KEY_ID_BYTES = 4;

const publicKeyBytes = 32;
const nameCharactersMax = 255;
const typeBytes: { readonly [type in NoteKeyType]: number } = { log: 0x01, witness: 0x04 };
const forbiddenInNames = /[\p{White_Space}\p{Cc}+]/u;

/** Accepts a key's name: neither empty nor with white space, controls or `+`. */
export function parseKeyName(text: string): Parsed<string> {
  const fits = text.length > 0 && text.length <= nameCharactersMax && text.isWellFormed();
  return fits && !forbiddenInNames.test(text)
    ? accepted(text)
    : refused(
        '',
        `a name of 1 to ${nameCharactersMax} characters, no space or +`,
        describeText(text),
      );
}

/** The four bytes that hint at a key: the head of SHA-256 over name, newline, type and key. */
export function noteKeyId({ name, type, publicKey }: NoteKey): Uint8Array {
  const named = [utf8Encode(`${name}\n`), Uint8Array.of(typeBytes[type]), publicKey];
  return sha256(concatBytes(named)).slice(0, NOTE_KEY_ID_BYTES);
}

/** A key as verifiers are told it: `NAME+KEYID+BASE64`, where the base64 is the type and the key. */
export function encodeVerifierKey(key: NoteKey): string {
  const encoded = base64Encode(concatBytes([Uint8Array.of(typeBytes[key.type]), key.publicKey]));
  return `${key.name}+${hexEncode(noteKeyId(key))}+${encoded}`;
}

/** Accepts a verifier key whose key id follows from the rest of it. */
export function parseVerifierKey(text: string): Parsed<NoteKey> {
  const expected = 'NAME+KEYID+BASE64 of an Ed25519 key';
  const [, name = '', keyId = '', encoded = ''] = /^([^+]*)\+([^+]*)\+(.*)$/s.exec(text) ?? [];
  const parsedName = parseKeyName(name);
  if (!parsedName.ok) return parsedName;
  const typed = base64Decode(encoded);
  if (!typed.ok) return refused('', expected, typed.problem.found);
  const type = typed.value[0] === typeBytes.log ? 'log' : 'witness';
  const publicKey = typed.value.slice(1);
  if (typed.value[0] !== typeBytes[type] || publicKey.length !== publicKeyBytes) {
    return refused('', expected, 'a key of another type or length');
  }
  const key = { name, type, publicKey } as const;
  const hint = hexDecode(keyId);
  return hint.ok && equalBytes(hint.value, noteKeyId(key))
    ? accepted(key)
    : refused('', `the key id ${hexEncode(noteKeyId(key))}`, describeText(keyId));
}

/** A key of the trust root as it signs notes under a name, or null where it cannot. */
export function noteKeyOf(key: TrustKey, as: Pick<NoteKey, 'name' | 'type'>): NoteKey | null {
  const publicKey = base64Decode(key.publicKey);
  const signsNotes = key.algorithm === 'ed25519' && publicKey.ok;
  return signsNotes && publicKey.value.length === publicKeyBytes
    ? { name: as.name, type: as.type, publicKey: publicKey.value }
    : null;
}
