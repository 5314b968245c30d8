// SPDX-License-Identifier: Apache-2.0
// The Federation Core against forgers, in the log, and as a whole: from a proposal over two people's
// approvals to receipts that the publisher takes, and nothing beside.
import { describe, expect, it } from 'vitest';
import {
  encodeEnvelope,
  encodeSignedPayload,
  enforceableReceiptKind,
  parseEnvelope,
} from '@marketops/core';
import { instantOf, must } from '@marketops/testkit';
import { forgeReceipt } from '../stage/forgery.ts';
import { receiptOf } from '../stage/planned-run.ts';
import { stageKey } from '../stage/roster.ts';
import { Stage } from '../stage/stage.ts';
import { expectRefused } from './expect-refused.ts';

describe('authority protection', () => {
  it('refuses an invalid signature: a bit of it flipped, or other words above it', async () => {
    await using stage = await Stage.open();
    const minted = await stage.mint(await stage.approvedPlan());
    const submission = stage.submission(minted, 'tag_repo');
    const issued = receiptOf(minted, 'tag_repo');
    if (!issued.enforceable) throw new TypeError('expected an enforceable receipt');
    const envelope = must(parseEnvelope(issued.envelope));
    const flipped = [0, 31, 32, 63].map((at) => ({
      ...envelope,
      signatures: envelope.signatures.map(({ keyid, sig }) => ({ keyid, sig: withBit(sig, at) })),
    }));
    const longer = { ...issued.receipt, expiresAt: instantOf('2026-11-20T18:00:00Z') };
    const payload = encodeSignedPayload(enforceableReceiptKind, longer);
    for (const tampered of [...flipped, { ...envelope, payload }]) {
      const receipt = encodeEnvelope(tampered);
      const { receiptId } = issued;
      const codes = ['receipt.signature_invalid'];
      await expectRefused(stage, { ...submission, receipt }, { codes, receiptId });
    }
    expect((await stage.submit(submission)).status).toBe('success');
  });

  it('refuses a forged receipt, by whichever key that may not mint', async () => {
    await using stage = await Stage.open();
    const run = await stage.approvedPlan();
    const approvals = [await stage.statement(run, 'alice'), await stage.statement(run, 'bob')];
    for (const forger of ['mallory', 'alice', 'advise', 'log', 'root']) {
      const forgery = { kind: 'tag_repo', approvals, key: stageKey(forger) } as const;
      const { receiptId, submission } = await forgeReceipt(stage, run, forgery);
      const codes = ['receipt.signature_invalid'];
      await expectRefused(stage, submission, { codes, receiptId });
    }
    expect(stage.emulatorWrites()).toEqual([]);
  });

  it('refuses a forged receipt that bears the mint’s key id over another’s signature', async () => {
    await using stage = await Stage.open();
    const run = await stage.approvedPlan();
    const approvals = [await stage.statement(run, 'alice'), await stage.statement(run, 'bob')];
    const mallory = stageKey('mallory');
    const key = { ...mallory, keyId: stageKey('mint').keyId };
    const forged = await forgeReceipt(stage, run, { kind: 'tag_repo', approvals, key });
    await expectRefused(stage, forged.submission, {
      codes: ['receipt.signature_invalid'],
      receiptId: forged.receiptId,
    });
    expect(stage.emulatorWrites()).toEqual([]);
  });
});

describe('issuance audit', () => {
  it('logs the request, every approval, every refusal and every mint', async () => {
    await using stage = await Stage.open();
    const run = await stage.plan();
    const denied = await stage.mint(run);
    await stage.approve(run, 'alice');
    const { requestId } = await stage.request(run);
    const own = await stage.statement(run, 'carol');
    expect((await stage.system.ceremony.record({ requestId, envelope: own })).ok).toBe(false);
    await stage.approve(run, 'bob');
    const minted = await stage.mint(run);

    const events = ['approval.requested', 'approval.given', 'approval.refused'] as const;
    const records = await stage.log.records();
    const of = (event: string) => records.filter((record) => record.event === event);
    expect(events.map((event) => of(event).length)).toEqual([1, 2, 1]);
    expect(of('approval.given').map(({ actor }) => actor)).toEqual(['alice', 'bob']);
    expect(of('approval.refused')[0]?.reasons.map(({ code }) => code)).toEqual(['approval.self']);
    expect(of('receipt.denied').map(({ receiptId }) => receiptId)).toEqual(
      expect.arrayContaining(denied.receipts.map(({ receiptId }) => receiptId)),
    );
    expect(of('receipt.minted').map(({ receiptId }) => receiptId)).toEqual(
      minted.receipts.map(({ receiptId }) => receiptId),
    );
    expect(await stage.logVerifies()).toBe(true);
  });
});

describe('end to end', () => {
  it('takes a plan from two people’s approvals to three receipts, each spent on its operation', async () => {
    await using stage = await Stage.open();
    const run = await stage.plan();
    const before = await stage.mint(run);
    expect(before.receipts.every(({ enforceable }) => !enforceable)).toBe(true);
    await stage.approve(run, 'alice', 'dave');
    const minted = await stage.mint(run);
    expect(stage.emulatorWrites()).toEqual([]);

    const carried = await stage.system.bridge.carryOut(minted);

    expect(carried.map(({ outcome }) => outcome?.status)).toEqual([
      'success',
      'success',
      'success',
    ]);
    expect(carried.map(({ outcome }) => outcome?.receiptId)).toEqual(
      minted.receipts.map(({ receiptId }) => receiptId),
    );
    expect(await stage.system.receipts.live()).toEqual([]);
    const { refs, releases, pulls } = stage.github.holds();
    expect(Object.keys(refs)).toContain('refs/tags/v1.2.0');
    expect(releases).toHaveLength(1);
    expect(pulls).toHaveLength(1);
    const repeated = await stage.system.bridge.carryOut(minted);
    expect(repeated.map(({ outcome }) => outcome?.status)).toEqual([
      'rejected_by_auth',
      undefined,
      undefined,
    ]);
    expect(await stage.logVerifies()).toBe(true);
  });
});

function withBit(bytes: Uint8Array, at: number): Uint8Array {
  return bytes.map((byte, index) => (index === at ? byte ^ 1 : byte));
}
