// SPDX-License-Identifier: Apache-2.0
// A signed note (C2SP signed-note): a text, a blank line, signature lines. Reading one says nothing
// about whether a signature is genuine.
import {
  accepted,
  base64Decode,
  base64Encode,
  concatBytes,
  describeText,
  refused,
  type Parsed,
} from '@marketops/core';
import { NOTE_KEY_ID_BYTES, parseKeyName } from './note-key.ts';

/** One signature line; `keyId` is the four-byte hint, `signature` what follows it. */
export interface NoteSignature {
  readonly name: string;
  readonly keyId: Uint8Array;
  readonly signature: Uint8Array;
}

/** A text, which ends in a newline, and its signatures. */
export interface SignedNote {
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** What a note may hold at most. */
export const NOTE_LIMITS = { charactersMax: 65_536, signaturesMax: 16 } as const;

const signatureStart = '\u2014 ';
/** Every control character but the newline. */
const controls = /[^\P{Cc}\n]/u;

/** Accepts a note in its exact form, of at most 16 signatures. */
export function parseSignedNote(note: string): Parsed<SignedNote> {
  if (note.length > NOTE_LIMITS.charactersMax) {
    return refused('', `at most ${NOTE_LIMITS.charactersMax} characters`, `${note.length}`);
  }
  if (!note.isWellFormed() || controls.test(note)) {
    return refused('', 'well-formed text without controls', 'another character');
  }
  const gap = note.lastIndexOf('\n\n');
  if (gap <= 0 || !note.endsWith('\n')) {
    return refused('', 'a text, a blank line and signature lines', describeText(note));
  }
  const lines = note.slice(gap + 2, -1).split('\n');
  if (lines.length > NOTE_LIMITS.signaturesMax) {
    return refused('', `at most ${NOTE_LIMITS.signaturesMax} signatures`, `${lines.length}`);
  }
  const signatures: NoteSignature[] = [];
  for (const line of lines) {
    const signature = parseSignatureLine(line);
    if (!signature.ok) return signature;
    signatures.push(signature.value);
  }
  return accepted({ text: note.slice(0, gap + 1), signatures });
}

/** A note as text; `parseSignedNote` reads back the same. */
export function encodeSignedNote({ text, signatures }: SignedNote): string {
  return `${text}\n${signatures.map(encodeSignatureLine).join('')}`;
}

function encodeSignatureLine({ name, keyId, signature }: NoteSignature): string {
  return `${signatureStart}${name} ${base64Encode(concatBytes([keyId, signature]))}\n`;
}

function parseSignatureLine(line: string): Parsed<NoteSignature> {
  const expected = 'a signature line: an em dash, a name and base64';
  if (!line.startsWith(signatureStart)) return refused('', expected, describeText(line));
  const [name = '', encoded = '', ...more] = line.slice(signatureStart.length).split(' ');
  const parsedName = parseKeyName(name);
  if (!parsedName.ok) return parsedName;
  const blob = base64Decode(encoded);
  if (!blob.ok || more.length > 0 || blob.value.length <= NOTE_KEY_ID_BYTES) {
    return refused('', expected, describeText(line));
  }
  const keyId = blob.value.slice(0, NOTE_KEY_ID_BYTES);
  return accepted({ name, keyId, signature: blob.value.slice(NOTE_KEY_ID_BYTES) });
}
