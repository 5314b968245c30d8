// SPDX-License-Identifier: Apache-2.0
// What a receipt is bound to: its run, its operation, one use, and a time. Held by the publisher, and
// by its validator alone.
import { describe, expect, it } from 'vitest';
import { LIMITS, instantFromMs, instantToMs } from '@marketops/core';
import { BINDING_CHECKS, ReceiptBindingValidator } from '@marketops/publisher';
import { forgeReceipt } from '../stage/forgery.ts';
import { receiptOf, type PlannedRun } from '../stage/planned-run.ts';
import { Stage } from '../stage/stage.ts';
import { codesOf, expectRefused } from './expect-refused.ts';
import { factsOf } from './facts-of.ts';

describe('binding to run and to kind', () => {
  it('refuses a receipt in any other run than its own', async () => {
    await using stage = await Stage.open();
    const minted = await stage.mint(await stage.approvedPlan());
    const submission = { ...stage.submission(minted, 'tag_repo'), runId: stage.newRunId() };
    const { receiptId } = receiptOf(minted, 'tag_repo');
    await expectRefused(stage, submission, { codes: ['receipt.run_mismatch'], receiptId });
  });

  it('refuses a receipt for any other kind than its own', async () => {
    await using stage = await Stage.open();
    const minted = await stage.mint(await stage.approvedPlan());
    const { operation } = stage.submission(minted, 'open_pr');
    const submission = { ...stage.submission(minted, 'tag_repo'), operation };
    await expectRefused(stage, submission, {
      codes: ['receipt.operation_mismatch', 'receipt.content_mismatch'],
      receiptId: receiptOf(minted, 'tag_repo').receiptId,
    });
  });
});

describe('validator against cross-run and cross-operation replay', () => {
  const validator = new ReceiptBindingValidator();

  it('passes a receipt in its own run, for its own operation', async () => {
    await using stage = await Stage.open();
    const minted = await stage.mint(await stage.approvedPlan());
    const report = validator.validate(await factsOf(stage, stage.submission(minted, 'open_pr')));
    expect(report.passed).toBe(true);
    expect(report.checks.map(({ check }) => check)).toEqual(BINDING_CHECKS);
  });

  it('stops a replay from one run into another', async () => {
    await using stage = await Stage.open();
    const run = await stage.approvedPlan();
    const [first, second] = [await stage.mint(run), await stage.mint(run)];
    const replayed = {
      ...stage.submission(second, 'tag_repo'),
      receipt: stage.submission(first, 'tag_repo').receipt,
    };
    const report = validator.validate(await factsOf(stage, replayed));
    expect(codesOf(report)).toEqual(['receipt.run_mismatch']);
    await expectRefused(stage, replayed, {
      codes: ['receipt.run_mismatch', 'receipt.revoked'],
      receiptId: receiptOf(first, 'tag_repo').receiptId,
    });
  });

  it('stops a replay from one operation onto another', async () => {
    await using stage = await Stage.open();
    const minted = await stage.mint(await stage.approvedPlan());
    const replayed = {
      ...stage.submission(minted, 'publish_release'),
      receipt: stage.submission(minted, 'tag_repo').receipt,
    };
    const report = validator.validate(await factsOf(stage, replayed));
    expect(codesOf(report)).toEqual(['receipt.operation_mismatch']);
    await expectRefused(stage, replayed, {
      codes: ['receipt.operation_mismatch', 'receipt.content_mismatch'],
      receiptId: receiptOf(minted, 'tag_repo').receiptId,
    });
  });
});

describe('one-time use', () => {
  it('spends a receipt with its first use, and names what it was spent on', async () => {
    await using stage = await Stage.open();
    const minted = await stage.mint(await stage.approvedPlan());
    const submission = stage.submission(minted, 'tag_repo');
    const first = await stage.submit(submission);
    expect(first.status).toBe('success');
    const { receiptId } = receiptOf(minted, 'tag_repo');
    const second = await expectRefused(stage, submission, {
      codes: ['receipt.consumed'],
      receiptId,
    });
    expect(second.refusals[0]?.found).toBe(`used by ${first.operationId}, success`);
  });

  it('admits one of twenty that use a receipt at once', async () => {
    await using stage = await Stage.open();
    const minted = await stage.mint(await stage.approvedPlan());
    const submission = stage.submission(minted, 'tag_repo');
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => stage.submit(submission)));
    const statuses = outcomes.map(({ status }) => status).toSorted();
    expect(statuses).toEqual([...Array.from({ length: 19 }, () => 'rejected_by_auth'), 'success']);
    const { receiptId } = receiptOf(minted, 'tag_repo');
    expect(await stage.rejectionsFor(receiptId)).toHaveLength(19);
    const refs = stage.emulatorWrites().filter(({ route }) => route.endsWith('/git/refs'));
    expect(refs).toHaveLength(1);
  });
});

describe('expiration', () => {
  it('is good until the instant before a receipt expires', async () => {
    await using stage = await Stage.open();
    const minted = await stage.mint(await stage.approvedPlan());
    stage.clock.advance(LIMITS.receiptLifetimeMsDefault - 1);
    const outcome = await stage.submit(stage.submission(minted, 'tag_repo'));
    expect(outcome.status).toBe('success');
  });

  it('refuses a receipt from the instant at which it expires', async () => {
    await using stage = await Stage.open();
    const minted = await stage.mint(await stage.approvedPlan());
    stage.clock.advance(LIMITS.receiptLifetimeMsDefault);
    const { receiptId } = receiptOf(minted, 'tag_repo');
    const submission = stage.submission(minted, 'tag_repo');
    await expectRefused(stage, submission, { codes: ['receipt.expired'], receiptId });
  });
});

describe('staleness at 24 h', () => {
  it('takes a receipt that is exactly 24 hours old, if it says that it lives longer', async () => {
    await using stage = await Stage.open();
    const { submission } = await longLivedReceipt(stage, await stage.plan());
    stage.clock.advance(LIMITS.receiptAgeMsMax);
    expect((await stage.submit(submission)).status).toBe('success');
  });

  it('refuses a receipt beyond 24 hours, whatever it says of its expiry', async () => {
    await using stage = await Stage.open();
    const { submission, receiptId } = await longLivedReceipt(stage, await stage.plan());
    stage.clock.advance(LIMITS.receiptAgeMsMax + 1);
    await expectRefused(stage, submission, { codes: ['receipt.stale'], receiptId });
  });
});

/** Signed by the mint's own key, and good for 48 hours by its own word: no generator makes one. */
async function longLivedReceipt(stage: Stage, run: PlannedRun) {
  const approvals = [await stage.statement(run, 'alice'), await stage.statement(run, 'bob')];
  const expiresAt = instantFromMs(instantToMs(stage.clock.now()) + 2 * LIMITS.receiptAgeMsMax);
  return forgeReceipt(stage, run, { kind: 'tag_repo', approvals, changes: { expiresAt } });
}
