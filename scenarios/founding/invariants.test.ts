// SPDX-License-Identifier: Apache-2.0
// The eight invariants that the system was first described by, each held against many attempts and
// not only one.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIMITS, OPERATION_KINDS, instantToMs, runIds } from '@marketops/core';
import { ReceiptGenerator } from '@marketops/authority';
import { receiptOf } from '../stage/planned-run.ts';
import { Stage } from '../stage/stage.ts';
import { expectRefused } from './expect-refused.ts';

const attempts = { numRuns: 25, seed: 20_261_120 };

describe('the eight invariants', () => {
  it('mode is exactly prod', async () => {
    await using stage = await Stage.open();
    const minted = await stage.mint(await stage.approvedPlan());
    const { receiptId } = receiptOf(minted, 'tag_repo');
    const mode = fc
      .oneof(
        fc.mixedCase(fc.constant('prod')),
        fc.string().map((text) => `prod${text}`),
        fc.anything(),
      )
      .filter((value) => value !== 'prod');
    await fc.assert(
      fc.asyncProperty(mode, async (value) => {
        const submission = { ...stage.submission(minted, 'tag_repo'), mode: value };
        const codes = ['mode.not_prod'];
        await expectRefused(stage, submission, { codes, receiptId, status: 'rejected_by_mode' });
      }),
      attempts,
    );
    expect(stage.emulatorWrites()).toEqual([]);
  });

  it('a receipt is present', async () => {
    await using stage = await Stage.open();
    const minted = await stage.mint(await stage.approvedPlan());
    const submission = stage.submission(minted, 'tag_repo');
    const whole = submission.receipt ?? new Uint8Array();
    const instead = fc.oneof(
      fc.constant(null),
      fc.uint8Array({ maxLength: 2_000 }),
      fc.nat({ max: whole.length - 1 }).map((length) => whole.slice(0, length)),
    );
    await fc.assert(
      fc.asyncProperty(instead, async (receipt) => {
        const codes = [receipt === null ? 'receipt.missing' : 'receipt.malformed'];
        await expectRefused(stage, { ...submission, receipt }, { codes, receiptId: null });
      }),
      attempts,
    );
    expect(stage.emulatorWrites()).toEqual([]);
  });

  it('the receipt is enforceable', async () => {
    await using stage = await Stage.open();
    const unapproved = await stage.plan();
    const denied = await stage.mint(unapproved);
    await stage.approve(unapproved, 'alice', 'bob');
    const advised = await stage.mint(unapproved, 'dry_run');
    for (const kind of OPERATION_KINDS) {
      for (const authorized of [denied, advised]) {
        const { receiptId } = receiptOf(authorized, kind);
        const submission = { ...stage.submission(authorized, kind), mode: 'prod' };
        await expectRefused(stage, submission, { codes: ['receipt.advisory'], receiptId });
      }
    }
    expect(stage.emulatorWrites()).toEqual([]);
  });

  it('the receipt is bound to its run', async () => {
    await using stage = await Stage.open();
    const minted = await stage.mint(await stage.approvedPlan());
    const submission = stage.submission(minted, 'tag_repo');
    const { receiptId } = receiptOf(minted, 'tag_repo');
    const otherRun = fc
      .uint8Array({ minLength: 16, maxLength: 16 })
      .map((bytes) => runIds.from(bytes))
      .filter((runId) => runId !== minted.runId);
    await fc.assert(
      fc.asyncProperty(otherRun, async (runId) => {
        const codes = ['receipt.run_mismatch'];
        await expectRefused(stage, { ...submission, runId }, { codes, receiptId });
      }),
      attempts,
    );
    expect(stage.emulatorWrites()).toEqual([]);
  });

  it('the receipt is bound to its kind', async () => {
    await using stage = await Stage.open();
    const minted = await stage.mint(await stage.approvedPlan());
    for (const kind of OPERATION_KINDS) {
      const { receiptId } = receiptOf(minted, kind);
      for (const other of OPERATION_KINDS.filter((candidate) => candidate !== kind)) {
        const { operation } = stage.submission(minted, other);
        const codes = ['receipt.operation_mismatch', 'receipt.content_mismatch'];
        const swapped = { ...stage.submission(minted, kind), operation };
        await expectRefused(stage, swapped, { codes, receiptId });
      }
    }
    expect(stage.emulatorWrites()).toEqual([]);
  });

  it('a receipt is used once', async () => {
    await using stage = await Stage.open();
    const minted = await stage.mint(await stage.approvedPlan());
    for (const kind of OPERATION_KINDS) {
      const { status } = await stage.submit(stage.submission(minted, kind));
      expect(['success', 'failed']).toContain(status);
    }
    await stage.restart();
    for (const kind of [...OPERATION_KINDS, ...OPERATION_KINDS]) {
      const { receiptId } = receiptOf(minted, kind);
      const submission = stage.submission(minted, kind);
      await expectRefused(stage, submission, { codes: ['receipt.consumed'], receiptId });
    }
  });

  it('a receipt expires, after 24 hours at most', async () => {
    await using stage = await Stage.open();
    const run = await stage.approvedPlan();
    const { clock, system } = stage;
    const beyond = { receiptLifetimeMs: LIMITS.receiptLifetimeMsMax + 1 };
    expect(() => new ReceiptGenerator({ ...system.minting, ...beyond })).toThrow(RangeError);
    const longest = { receiptLifetimeMs: LIMITS.receiptLifetimeMsMax };
    const generator = new ReceiptGenerator({ ...system.minting, ...longest });
    const request = { plan: run.planBytes, runId: stage.newRunId(), mode: 'prod' };
    const answer = await generator.generate(request);
    if (!answer.ok) throw new TypeError('expected receipts');
    const { receiptId, expiresAt } = receiptOf(answer.value, 'tag_repo');
    const livesMs = instantToMs(expiresAt ?? clock.now()) - instantToMs(clock.now());
    expect(livesMs).toBe(LIMITS.receiptLifetimeMsMax);
    clock.advance(livesMs);
    const submission = stage.submission(answer.value, 'tag_repo');
    await expectRefused(stage, submission, { codes: ['receipt.expired'], receiptId });
    expect(await system.receipts.live()).toEqual([]);
  });

  it('every operation is in the audit trail', async () => {
    await using stage = await Stage.open();
    const minted = await stage.mint(await stage.approvedPlan());
    const kinds = ['tag_repo', 'publish_release', 'open_pr'] as const;
    for (const kind of kinds) {
      const submission = stage.submission(minted, kind);
      await stage.submit({ ...submission, runId: stage.newRunId() });
      await stage.submit(submission);
      await stage.submit(submission);
    }
    const records = await stage.log.records();
    for (const kind of kinds) {
      const { receiptId } = receiptOf(minted, kind);
      const events = records
        .filter((record) => record.receiptId === receiptId)
        .map(({ event }) => event)
        .filter((event) => event !== 'operation.attempted');
      expect(events).toEqual([
        'receipt.minted',
        'operation.rejected',
        'operation.admitted',
        'operation.settled',
        'operation.rejected',
      ]);
    }
    const attempted = records.filter(({ event }) => event === 'operation.attempted');
    expect(attempted).toHaveLength(stage.emulatorWrites().length);
    expect(await stage.logVerifies()).toBe(true);
  });
});
