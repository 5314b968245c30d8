// SPDX-License-Identifier: Apache-2.0
// Opens a signed checkpoint by pinned keys. Nothing in it is believed before the log's own signature
// has been found genuine.
import {
  accepted,
  describeText,
  refused,
  type Instant,
  type Parsed,
  type SignatureVerifier,
} from '@marketops/core';
import type { NoteKey } from '../note/note-key.ts';
import { readSignatures } from '../note/read-signatures.ts';
import { parseSignedNote } from '../note/signed-note.ts';
import { parseCheckpoint, type Checkpoint } from './checkpoint.ts';

/** What a checkpoint is opened by. `keys` are the log's, named as its origin, and the witnesses'. */
export interface CheckpointPins {
  readonly origin: string;
  readonly keys: readonly NoteKey[];
  readonly verifier: SignatureVerifier;
}

/** One pinned witness's genuine cosignature. */
export interface GenuineCosignature {
  readonly key: NoteKey;
  readonly cosignedAt: Instant;
}

/** A checkpoint that a pinned key of the log signed. */
export interface OpenedCheckpoint {
  readonly checkpoint: Checkpoint;
  /** The log's keys whose signatures it bears. */
  readonly logKeys: readonly NoteKey[];
  readonly cosignatures: readonly GenuineCosignature[];
  /** The names on signatures by keys that are not pinned; they say nothing, either way. */
  readonly unknownNames: readonly string[];
}

/**
 * Accepts a checkpoint of the pinned log, signed by at least one of its pinned keys.
 *
 * A signature that bears a pinned key's name and id and is not genuine makes the whole note refused,
 * whatever the others say (C2SP signed-note). Signatures of other keys are counted, not believed.
 */
export async function openCheckpoint(
  signedCheckpoint: string,
  { origin, keys, verifier }: CheckpointPins,
): Promise<Parsed<OpenedCheckpoint>> {
  const note = parseSignedNote(signedCheckpoint);
  if (!note.ok) return note;
  const checkpoint = parseCheckpoint(note.value.text);
  if (!checkpoint.ok) return checkpoint;
  if (checkpoint.value.origin !== origin) {
    return refused('/origin', origin, describeText(checkpoint.value.origin));
  }
  const readings = await readSignatures(note.value, keys, verifier);
  const forged = readings.find(({ key, genuine }) => key !== null && !genuine);
  if (forged !== undefined) {
    return refused('/signatures', `a genuine signature of ${forged.name}`, 'one that is not');
  }
  const logKeys = readings.flatMap(({ key }) =>
    key?.type === 'log' && key.name === origin ? [key] : [],
  );
  if (logKeys.length === 0) {
    const names = readings.map(({ name }) => name).join(', ');
    return refused('/signatures', `a signature by a pinned key of ${origin}`, names);
  }
  return accepted({
    checkpoint: checkpoint.value,
    logKeys,
    cosignatures: readings.flatMap(({ key, cosignedAt }) =>
      key === null || cosignedAt === null ? [] : [{ key, cosignedAt }],
    ),
    unknownNames: readings.flatMap(({ name, key }) => (key === null ? [name] : [])),
  });
}
