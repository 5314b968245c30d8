// SPDX-License-Identifier: Apache-2.0
// Signing, cosigning and opening checkpoints: what a pinned key makes of a head, and what no other
// signature can.
import { utf8Encode } from '@marketops/core';
import { instantOf, makeTestKey, testVerifier as verifier } from '@marketops/testkit';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openCheckpoint } from '../../src/checkpoint/open-checkpoint.ts';
import { cosignCheckpoint, signCheckpoint } from '../../src/checkpoint/sign-checkpoint.ts';
import { leafHash } from '../../src/merkle/tree-hash.ts';
import type { NoteKey } from '../../src/note/note-key.ts';
import type { NoteSigner } from '../../src/note/note-signer.ts';
import { encodeSignedNote } from '../../src/note/signed-note.ts';

const origin = 'log.example.com/main';
const witnessName = 'witness.example.com/w1';
const cosignedAt = instantOf('2026-03-01T10:00:07Z');
const checkpoint = { origin, size: 1, rootHash: leafHash(utf8Encode('only')) };
const log = signerNamed(origin, 'log');
const witness = signerNamed(witnessName, 'witness');
const logKey: NoteKey = { name: origin, type: 'log', publicKey: log.publicKey };
const witnessKey: NoteKey = {
  name: witnessName,
  type: 'witness',
  publicKey: witness.publicKey,
};
const pins = { origin, keys: [logKey, witnessKey], verifier };

function signerNamed(name: string, key: string): NoteSigner {
  const signer = makeTestKey(key);
  return { name, publicKey: signer.publicKey, signer };
}

async function cosigned(): Promise<string> {
  const note = await cosignCheckpoint(await signCheckpoint(checkpoint, log), witness, cosignedAt);
  if (!note.ok) throw new Error(JSON.stringify(note.problem));
  return note.value;
}

describe('openCheckpoint', () => {
  it('accepts a head that the log signed and a witness cosigned', async () => {
    expect(await openCheckpoint(await cosigned(), pins)).toEqual({
      ok: true,
      value: {
        checkpoint,
        logKeys: [logKey],
        cosignatures: [{ key: witnessKey, cosignedAt }],
        unknownNames: [],
      },
    });
  });

  it('names signatures of keys that are not pinned, and believes nothing of them', async () => {
    const opened = await openCheckpoint(await cosigned(), { ...pins, keys: [logKey] });
    expect(opened).toMatchObject({
      ok: true,
      value: { cosignatures: [], unknownNames: [witnessName] },
    });
  });

  it('refuses another log, even one whose key is pinned', async () => {
    const name = 'log.example.com/other';
    const note = await signCheckpoint({ ...checkpoint, origin: name }, { ...log, name });
    const keys = [logKey, { ...logKey, name }];
    expect(await openCheckpoint(note, { ...pins, keys })).toMatchObject({
      ok: false,
      problem: { path: '/origin', expected: origin },
    });
  });

  it('refuses a head that only a witness signed', async () => {
    const note = await cosigned();
    const lines = note.split('\n').filter((line) => !line.startsWith(`— ${origin}`));
    expect(await openCheckpoint(lines.join('\n'), pins)).toMatchObject({
      ok: false,
      problem: { path: '/signatures' },
    });
  });

  it('refuses a head signed by another key under the name of the log', async () => {
    const note = await signCheckpoint(checkpoint, signerNamed(origin, 'another log'));
    expect(await openCheckpoint(note, pins)).toMatchObject({ ok: false });
  });

  it('refuses a whole note for one signature that is not the pinned key’s own', async () => {
    const note = await cosigned();
    const forged = note.replace(/(— witness\S+ .{40})./, (_, head: string) => `${head}/`);
    expect(forged).not.toBe(note);
    expect(await openCheckpoint(forged, pins)).toMatchObject({
      ok: false,
      problem: { found: 'one that is not' },
    });
  });

  it('refuses a log’s signature in the place of a cosignature', async () => {
    const byLog = { ...witnessKey, type: 'log' } as const;
    expect(
      await openCheckpoint(await cosigned(), { ...pins, keys: [logKey, byLog] }),
    ).toMatchObject({ ok: true, value: { cosignatures: [], unknownNames: [witnessName] } });
  });

  it('refuses any single changed character', async () => {
    const note = await cosigned();
    await fc.assert(
      fc.asyncProperty(
        fc.nat(note.length - 1),
        fc.integer({ min: 0x20, max: 0x7e }),
        async (at, code) => {
          const changed = note.slice(0, at) + String.fromCharCode(code) + note.slice(at + 1);
          fc.pre(changed !== note);
          const opened = await openCheckpoint(changed, pins);
          expect(opened.ok && opened.value.unknownNames.length === 0).toBe(false);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('signCheckpoint', () => {
  it('throws for a signer that is not the key it is said to be', async () => {
    const by = { ...log, publicKey: makeTestKey('another log').publicKey };
    await expect(signCheckpoint(checkpoint, by)).rejects.toThrow(origin);
    const passkey = { ...log, signer: { ...log.signer, algorithm: 'webauthn' } as const };
    await expect(signCheckpoint(checkpoint, passkey)).rejects.toThrow(TypeError);
  });

  it('throws for a signer of another name and for a head that no checkpoint can say', async () => {
    await expect(signCheckpoint(checkpoint, { ...log, name: 'another' })).rejects.toThrow(origin);
    for (const size of [-1, 0.5, 2 ** 53]) {
      await expect(signCheckpoint({ ...checkpoint, size }, log)).rejects.toThrow(TypeError);
    }
    await expect(signCheckpoint({ ...checkpoint, origin: 'a b' }, log)).rejects.toThrow(TypeError);
  });
});

describe('cosignCheckpoint', () => {
  it('refuses what is no checkpoint', async () => {
    expect(await cosignCheckpoint('nothing', witness, cosignedAt)).toMatchObject({ ok: false });
    const signature = { name: origin, keyId: new Uint8Array(4), signature: new Uint8Array(64) };
    const note = encodeSignedNote({ text: 'no checkpoint\n', signatures: [signature] });
    expect(await cosignCheckpoint(note, witness, cosignedAt)).toMatchObject({ ok: false });
  });
});
