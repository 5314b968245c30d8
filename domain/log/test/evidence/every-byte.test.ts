// SPDX-License-Identifier: Apache-2.0
// A pack with any single byte changed is never verified. Every byte of a real pack is changed in
// several ways: into a neighbour that may be just as well-formed, into the other case, into a byte
// that is no ASCII.
import {
  hexEncode,
  runIds,
  type OperationAuditRecord,
  type SignatureVerifier,
} from '@marketops/core';
import { must, makeTestKey, sampleTagRepo, testVerifier } from '@marketops/testkit';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AuditLog } from '../audit/audit-log.ts';
import { assembleEvidencePack } from '../../src/evidence/assemble-pack.ts';
import { encodeEvidencePack } from '../../src/evidence/evidence-pack.ts';
import { evidenceSubject } from '../../src/evidence/evidence-subject.ts';
import { verifyEvidencePack } from '../../src/evidence/verify-pack.ts';
import { MemoryLogStorage } from '../storage/memory-log-storage.ts';
import { packOf, trustWith } from './packed.ts';
import { logOrigin, rejectionOf, signedHead } from './sample-attempt.ts';

const exhaustiveTestMs = 120_000;

const by = {
  trust: trustWith({ approvalsMin: { publish_release: 1, tag_repo: 1, open_pr: 1 } }),
  verifier: rememberingVerifier(),
};

/** Asks the platform about each signature once: most are the same from one changed byte to the next. */
function rememberingVerifier(): SignatureVerifier {
  const known = new Map<string, boolean>();
  return {
    verify: async (key, message, signature) => {
      const asked = [key.publicKey, hexEncode(message), hexEncode(signature)].join(' ');
      const genuine = known.get(asked) ?? (await testVerifier.verify(key, message, signature));
      known.set(asked, genuine);
      return genuine;
    },
  };
}

/** The places at which a pack, changed there, is still verified. */
async function unnoticed(
  pack: Uint8Array,
  change: (pack: Uint8Array, at: number) => Uint8Array,
): Promise<readonly number[]> {
  const places: number[] = [];
  for (const at of pack.keys()) {
    const verdict = await verifyEvidencePack(change(pack, at), by);
    if (verdict.verified || verdict.attempt !== null) places.push(at);
  }
  return places;
}

function flip(mask: number): (pack: Uint8Array, at: number) => Uint8Array {
  return (pack, at) => pack.with(at, (pack[at] ?? 0) ^ mask);
}

function leaveOut(pack: Uint8Array, at: number): Uint8Array {
  return Uint8Array.from([...pack.subarray(0, at), ...pack.subarray(at + 1)]);
}

async function admittedPack(): Promise<Uint8Array> {
  const needed: readonly OperationAuditRecord['event'][] = [
    'run.opened',
    'operation.admitted',
    'operation.settled',
  ];
  const pack = await packOf({
    approvals: [{ person: 'alice' }],
    records: (records) => records.filter(({ event }) => needed.includes(event)),
  });
  return encodeEvidencePack(pack);
}

async function rejectedPack(): Promise<Uint8Array> {
  const log = new AuditLog(logOrigin, new MemoryLogStorage());
  const runId = runIds.from(new Uint8Array(16).fill(3));
  const record = rejectionOf(sampleTagRepo(), { runId });
  await log.appendRecord(record);
  await log.appendRecord({ ...record, event: 'run.opened', operationId: null, runId: null });
  const sources = {
    subject: evidenceSubject(record),
    plan: null,
    operation: sampleTagRepo(),
    receipt: null,
    approvals: [],
    records: [{ index: 0, record }],
    signedCheckpoint: await signedHead(log),
    log,
  };
  return encodeEvidencePack(must(await assembleEvidencePack(sources)));
}

const admitted = Uint8Array.from(await admittedPack());
const rejected = Uint8Array.from(await rejectedPack());

describe('every byte of a pack', () => {
  it('is verified as long as none is changed', async () => {
    expect(await verifyEvidencePack(admitted, by)).toMatchObject({ verified: true });
    expect(await verifyEvidencePack(rejected, by)).toMatchObject({ verified: true });
  });

  it.each([
    ['admitted', 'its lowest bit flipped', admitted, flip(0x01)],
    ['admitted', 'its case changed', admitted, flip(0x20)],
    ['admitted', 'its highest bit flipped', admitted, flip(0x80)],
    ['rejected', 'its lowest bit flipped', rejected, flip(0x01)],
    ['rejected', 'its case changed', rejected, flip(0x20)],
    ['rejected', 'its highest bit flipped', rejected, flip(0x80)],
    ['rejected', 'left out', rejected, leaveOut],
  ])(
    'matters, %s: %s',
    async (_attempt, _change, pack, change) => {
      expect(await unnoticed(pack, change)).toEqual([]);
    },
    exhaustiveTestMs,
  );
});

describe('a large pack', () => {
  it('with any byte replaced, or any put in, is not verified', async () => {
    const pack = encodeEvidencePack(await packOf({ cosignedBy: makeTestKey('witness') }));
    expect((await verifyEvidencePack(pack, by)).verified).toBe(true);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(pack.length - 1),
        fc.integer({ min: 0x20, max: 0x7e }),
        fc.boolean(),
        async (at, byte, replaces) => {
          fc.pre(!replaces || pack[at] !== byte);
          const rest = pack.subarray(replaces ? at + 1 : at);
          const changed = Uint8Array.from([...pack.subarray(0, at), byte, ...rest]);
          expect((await verifyEvidencePack(changed, by)).verified).toBe(false);
        },
      ),
      { numRuns: 400 },
    );
  });
});
