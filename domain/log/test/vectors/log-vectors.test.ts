// SPDX-License-Identifier: Apache-2.0
// The vectors of `spec/vectors/log`: every case ends as it says, and what is read is written back
// byte for byte.
import { testVerifier } from '@marketops/testkit';
import { describe, expect, it } from 'vitest';
import { encodeCheckpoint, parseCheckpoint } from '../../src/checkpoint/checkpoint.ts';
import { encodeVerifierKey, parseVerifierKey } from '../../src/note/note-key.ts';
import { readSignatures } from '../../src/note/read-signatures.ts';
import { encodeSignedNote, parseSignedNote } from '../../src/note/signed-note.ts';
import { encodeTlogProof, parseTlogProof } from '../../src/proof/tlog-proof.ts';
import { readVectorText } from './spec-vectors.ts';

interface LogVector {
  readonly name: string;
  readonly text: string;
  readonly keys?: readonly string[];
  readonly accept: boolean;
}

function cases(file: string): readonly LogVector[] {
  return JSON.parse(readVectorText(`log/${file}`));
}

describe('spec/vectors/log', () => {
  it.each(['verifier-keys.json', 'checkpoints.json', 'notes.json', 'tlog-proofs.json'])(
    '%s holds cases to accept and cases to refuse, each named once',
    (file) => {
      expect(new Set(cases(file).map(({ accept }) => accept))).toEqual(new Set([true, false]));
      expect(new Set(cases(file).map(({ name }) => name)).size).toBe(cases(file).length);
    },
  );
});

describe('verifier keys', () => {
  it.each(cases('verifier-keys.json'))('$name', ({ text, accept }) => {
    const key = parseVerifierKey(text);
    expect(key.ok).toBe(accept);
    expect(key.ok ? encodeVerifierKey(key.value) : text).toBe(text);
  });
});

describe('checkpoints', () => {
  it.each(cases('checkpoints.json'))('$name', ({ text, accept }) => {
    const checkpoint = parseCheckpoint(text);
    expect(checkpoint.ok).toBe(accept);
    expect(checkpoint.ok ? encodeCheckpoint(checkpoint.value) : text).toBe(text);
  });
});

describe('proofs', () => {
  it.each(cases('tlog-proofs.json'))('$name', ({ text, accept }) => {
    const proof = parseTlogProof(text);
    expect(proof.ok).toBe(accept);
    expect(proof.ok ? encodeTlogProof(proof.value) : text).toBe(text);
  });
});

describe('signed notes', () => {
  it.each(cases('notes.json'))('$name', async ({ text, keys = [], accept }) => {
    const pinned = keys.flatMap((vkey) => {
      const key = parseVerifierKey(vkey);
      return key.ok ? [key.value] : [];
    });
    expect(pinned).toHaveLength(keys.length);
    const note = parseSignedNote(text);
    const readings = note.ok ? await readSignatures(note.value, pinned, testVerifier) : [];
    const known = readings.filter(({ key }) => key !== null);
    expect(known.length > 0 && known.every(({ genuine }) => genuine)).toBe(accept);
    expect(note.ok ? encodeSignedNote(note.value) : text).toBe(text);
  });
});
