// SPDX-License-Identifier: Apache-2.0
// The nine ways in which a publication must fail closed. Each is a plan that two people approved, and
// each leaves GitHub without a single write and the log with a rejection.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LIMITS, instantFromMs, instantToMs, type OperationKind } from '@marketops/core';
import { forgeReceipt } from '../stage/forgery.ts';
import { receiptOf } from '../stage/planned-run.ts';
import { Stage } from '../stage/stage.ts';
import { expectRefused } from './expect-refused.ts';

const kind: OperationKind = 'open_pr';

/** A stage with one approved plan, and its receipts. */
async function readyToPublish(stage: Stage) {
  const run = await stage.approvedPlan();
  const minted = await stage.mint(run);
  const { receiptId } = receiptOf(minted, kind);
  return { run, minted, receiptId, submission: stage.submission(minted, kind) };
}

describe('the nine fail-closed scenarios', () => {
  it('1: no receipt', async () => {
    await using stage = await Stage.open();
    const { submission } = await readyToPublish(stage);
    const without = { ...submission, receipt: null };
    await expectRefused(stage, without, { codes: ['receipt.missing'], receiptId: null });
    expect(stage.emulatorWrites()).toEqual([]);
  });

  it('2: an advisory receipt', async () => {
    await using stage = await Stage.open();
    const { run, submission } = await readyToPublish(stage);
    const advised = await stage.mint(run, 'dry_run');
    const { receiptId } = receiptOf(advised, kind);
    const { runId, receipt } = stage.submission(advised, kind);
    const advisory = { ...submission, runId, receipt };
    await expectRefused(stage, advisory, { codes: ['receipt.advisory'], receiptId });
    expect(stage.emulatorWrites()).toEqual([]);
  });

  it('3: the wrong run', async () => {
    await using stage = await Stage.open();
    const { submission, receiptId } = await readyToPublish(stage);
    const elsewhere = { ...submission, runId: stage.newRunId() };
    await expectRefused(stage, elsewhere, { codes: ['receipt.run_mismatch'], receiptId });
    expect(stage.emulatorWrites()).toEqual([]);
  });

  it('4: the wrong operation', async () => {
    await using stage = await Stage.open();
    const { minted, submission, receiptId } = await readyToPublish(stage);
    const { operation } = stage.submission(minted, 'tag_repo');
    const codes = ['receipt.operation_mismatch', 'receipt.content_mismatch'];
    await expectRefused(stage, { ...submission, operation }, { codes, receiptId });
    expect(stage.emulatorWrites()).toEqual([]);
  });

  it('5: a receipt that is already used', async () => {
    await using stage = await Stage.open();
    const { minted } = await readyToPublish(stage);
    // A release whose tag nobody made fails before its first write, and spends its receipt.
    const submission = stage.submission(minted, 'publish_release');
    expect((await stage.submit(submission)).status).toBe('failed');
    const { receiptId } = receiptOf(minted, 'publish_release');
    await expectRefused(stage, submission, { codes: ['receipt.consumed'], receiptId });
    expect(stage.emulatorWrites()).toEqual([]);
  });

  it('6: a receipt that has expired', async () => {
    await using stage = await Stage.open();
    const { submission, receiptId } = await readyToPublish(stage);
    stage.clock.advance(LIMITS.receiptLifetimeMsDefault);
    await expectRefused(stage, submission, { codes: ['receipt.expired'], receiptId });
    expect(stage.emulatorWrites()).toEqual([]);
  });

  it('7: a receipt that is too old', async () => {
    await using stage = await Stage.open();
    const { run } = await readyToPublish(stage);
    const approvals = [await stage.statement(run, 'alice'), await stage.statement(run, 'bob')];
    const expiresAt = instantFromMs(instantToMs(stage.clock.now()) + 2 * LIMITS.receiptAgeMsMax);
    const forgery = { kind, approvals, changes: { expiresAt } };
    const { submission, receiptId } = await forgeReceipt(stage, run, forgery);
    stage.clock.advance(LIMITS.receiptAgeMsMax + 1);
    await expectRefused(stage, submission, { codes: ['receipt.stale'], receiptId });
    expect(stage.emulatorWrites()).toEqual([]);
  });

  it('8: dry-run mode', async () => {
    await using stage = await Stage.open();
    const { submission, receiptId } = await readyToPublish(stage);
    const codes = ['mode.not_prod'];
    const dry = { ...submission, mode: 'dry_run' };
    await expectRefused(stage, dry, { codes, receiptId, status: 'rejected_by_mode' });
    expect(stage.emulatorWrites()).toEqual([]);
  });

  describe('9: an invalid mode', () => {
    let stage: Stage;
    beforeAll(async () => {
      stage = await Stage.open();
    });
    afterAll(() => stage[Symbol.asyncDispose]());

    it.each(['PROD', 'Prod', 'production', '', undefined, ' prod'])('%j', async (mode) => {
      const { submission, receiptId } = await readyToPublish(stage);
      const codes = ['mode.not_prod'];
      const invalid = { ...submission, mode };
      await expectRefused(stage, invalid, { codes, receiptId, status: 'rejected_by_mode' });
      expect(stage.emulatorWrites()).toEqual([]);
    });
  });
});
