// SPDX-License-Identifier: Apache-2.0
// Signs and cosigns checkpoints. Whoever signs must never sign two heads of which neither is the
// beginning of the other; that is the caller's to keep, in the transaction that read the head.
import { accepted, type Instant, type Parsed } from '@marketops/core';
import { encodeSignedNote, parseSignedNote } from '../note/signed-note.ts';
import { signAsLog, signAsWitness, type NoteSigner } from '../note/note-signer.ts';
import { encodeCheckpoint, parseCheckpoint, type Checkpoint } from './checkpoint.ts';

/**
 * A checkpoint as a note signed by the log.
 *
 * @throws TypeError unless the signer bears the origin's name and is the key it is said to be, and
 * for what no checkpoint can say.
 */
export async function signCheckpoint(checkpoint: Checkpoint, by: NoteSigner): Promise<string> {
  const text = encodeCheckpoint(checkpoint);
  const readBack = parseCheckpoint(text);
  if (!readBack.ok) {
    throw new TypeError(`expected ${readBack.problem.expected}, found ${readBack.problem.found}`);
  }
  if (by.name !== checkpoint.origin) {
    throw new TypeError(`expected the signer of ${checkpoint.origin}, found ${by.name}`);
  }
  return encodeSignedNote({ text, signatures: [await signAsLog(text, by)] });
}

/**
 * A signed checkpoint with a witness's cosignature added; whether the log's signature is genuine
 * and the tree consistent with what the witness saw before is checked by the witness beforehand.
 */
export async function cosignCheckpoint(
  signedCheckpoint: string,
  by: NoteSigner,
  cosignedAt: Instant,
): Promise<Parsed<string>> {
  const note = parseSignedNote(signedCheckpoint);
  if (!note.ok) return note;
  const checkpoint = parseCheckpoint(note.value.text);
  if (!checkpoint.ok) return checkpoint;
  const { text, signatures } = note.value;
  const cosignature = await signAsWitness(text, by, cosignedAt);
  return accepted(encodeSignedNote({ text, signatures: [...signatures, cosignature] }));
}
