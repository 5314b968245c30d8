// SPDX-License-Identifier: Apache-2.0
// Is the checkpoint the pinned log's? Every signature on it must be a pinned key's and genuine: one
// by an unknown key would be bytes that nothing vouches for.
import {
  keyHolds,
  refusal,
  type KeyId,
  type SignatureVerifier,
  type TrustKey,
} from '@marketops/core';
import { logKeysAfter } from '../checkpoint/log-keys.ts';
import { openCheckpoint, type OpenedCheckpoint } from '../checkpoint/open-checkpoint.ts';
import { noteKeyOf, type NoteKey } from '../note/note-key.ts';
import { parseSignedNote } from '../note/signed-note.ts';
import type { EvidencePack } from './evidence-pack.ts';
import type { EvidenceTrust } from './evidence-trust.ts';
import { concluded, type EvidenceCheck } from './evidence-verdict.ts';

/** The checkpoint, null unless it is the pinned log's, and the pinned witnesses that cosigned it. */
export interface CheckpointReading {
  readonly check: EvidenceCheck;
  readonly opened: OpenedCheckpoint | null;
  readonly witnesses: readonly KeyId[];
}

/** Opens a pack's checkpoint by the verifier's own keys. */
export async function checkCheckpoint(
  pack: EvidencePack,
  { trustRoot, log }: EvidenceTrust,
  verifier: SignatureVerifier,
): Promise<CheckpointReading> {
  const expected = `a checkpoint of ${log.origin}, signed by its pinned key and by no unknown one`;
  const dates = pack.records.map(({ record }) => record.recordedAt);
  const keys = [
    ...logKeysAfter(trustRoot.keys, dates).flatMap((key) => named(key, log.origin, 'log')),
    ...witnessKeys(pack, trustRoot.keys),
  ];
  const opened = await openCheckpoint(pack.checkpoint, { origin: log.origin, keys, verifier });
  if (!opened.ok || opened.value.unknownNames.length > 0) {
    const problem = opened.ok
      ? {
          path: '/signatures',
          expected,
          found: `signed by ${opened.value.unknownNames.join(', ')}`,
        }
      : opened.problem;
    const details = { ...problem, subject: `checkpoint${problem.path}` };
    const refused = refusal('evidence.checkpoint_invalid', details);
    const check = concluded('checkpoint_signed', { expected, found: '' }, [refused]);
    return { check, opened: null, witnesses: [] };
  }
  const { checkpoint, cosignatures } = opened.value;
  const found = `signed, at ${checkpoint.size} leaves`;
  return {
    check: concluded('checkpoint_signed', { expected, found }, []),
    opened: opened.value,
    witnesses: cosigners(cosignatures, trustRoot.keys),
  };
}

/**
 * The pinned witnesses, each once, that cosigned while they held their role. A cosignature's name is no
 * part of what was signed: whoever packs can repeat one under as many names as they like.
 */
function cosigners(
  cosignatures: OpenedCheckpoint['cosignatures'],
  keys: readonly TrustKey[],
): readonly KeyId[] {
  const cosigned = keys.filter((pinned) =>
    cosignatures.some(
      ({ key, cosignedAt }) =>
        keyHolds(pinned, { role: 'witness', at: cosignedAt }) && signsAs(pinned, key),
    ),
  );
  return [...new Set(cosigned.map(({ keyId }) => keyId))];
}

/** The trust root does not name witnesses as notes do: each pinned key may have any name given. */
function witnessKeys({ checkpoint }: EvidencePack, keys: readonly TrustKey[]): readonly NoteKey[] {
  const note = parseSignedNote(checkpoint);
  const names = note.ok
    ? new Set(note.value.signatures.map(({ name }) => name))
    : new Set<string>();
  const witnesses = keys.filter(({ roles }) => roles.includes('witness'));
  return [...names].flatMap((name) => witnesses.flatMap((key) => named(key, name, 'witness')));
}

function named(key: TrustKey, name: string, type: NoteKey['type']): readonly NoteKey[] {
  const noteKey = noteKeyOf(key, { name, type });
  return noteKey === null ? [] : [noteKey];
}

function signsAs(pinned: TrustKey, { name, type, publicKey }: NoteKey): boolean {
  const key = noteKeyOf(pinned, { name, type });
  return key !== null && key.publicKey.every((byte, at) => byte === publicKey[at]);
}
