// SPDX-License-Identifier: Apache-2.0
// What a receipt of the Federation Core is worth, from its mint to its end: bound to one content of
// one operation, alive for minutes, taken back at any moment before its use, and used once.
import { describe, expect, it } from 'vitest';
import { LIMITS, instantToMs, operationDigest, planDigest } from '@marketops/core';
import { mustAnswer } from '@marketops/testkit';
import { forgeReceipt } from '../stage/forgery.ts';
import { operationOf, receiptOf } from '../stage/planned-run.ts';
import { stageAudience } from '../stage/roster.ts';
import { Stage } from '../stage/stage.ts';
import { expectRefused } from './expect-refused.ts';

describe('binding', () => {
  it('binds a receipt to its run, its operation, its plan, its repository and its publisher', async () => {
    await using stage = await Stage.open();
    const run = await stage.approvedPlan();
    const minted = await stage.mint(run);
    for (const { operation } of run.plan.operations) {
      expect(receiptOf(minted, operation.kind).receipt).toMatchObject({
        runId: minted.runId,
        operationId: operation.operationId,
        operationKind: operation.kind,
        operationDigest: operationDigest(operation),
        planDigest: planDigest(run.plan),
        repository: stage.github.repository,
        audience: stageAudience,
      });
    }
  });

  it('stops content that nobody approved, in the operation or in the plan', async () => {
    await using stage = await Stage.open();
    const run = await stage.approvedPlan();
    const minted = await stage.mint(run);
    const submission = stage.submission(minted, 'open_pr');
    const { receiptId } = receiptOf(minted, 'open_pr');
    const { operation } = operationOf(run.plan, 'open_pr');
    const codes = ['receipt.content_mismatch'];
    const retitled = { ...operation, title: `${operation.title}, and more` };
    await expectRefused(stage, { ...submission, operation: retitled }, { codes, receiptId });

    const another = await stage.plan();
    await expectRefused(stage, { ...submission, plan: another.planBytes }, { codes, receiptId });
    expect((await stage.submit(submission)).status).toBe('success');
  });
});

describe('lifecycle', () => {
  it('lets a receipt live for fifteen minutes, and no longer than the approvals behind it', async () => {
    await using stage = await Stage.open();
    const run = await stage.approvedPlan();
    const young = receiptOf(await stage.mint(run), 'tag_repo');
    expect(lifeMs(stage, young.expiresAt)).toBe(LIMITS.receiptLifetimeMsDefault);
    const minuteMs = 60_000;
    stage.clock.advance(LIMITS.approvalRequestLifetimeMs - minuteMs);
    const late = receiptOf(await stage.mint(run), 'tag_repo');
    expect(lifeMs(stage, late.expiresAt)).toBe(minuteMs);
  });

  it('ends a receipt that is revoked, or followed by another of its operation', async () => {
    await using stage = await Stage.open();
    const run = await stage.approvedPlan();
    const first = await stage.mint(run);
    const second = await stage.mint(run);
    const { receiptId: replacedId } = receiptOf(first, 'tag_repo');
    const codes = ['receipt.revoked'];
    const replaced = stage.submission(first, 'tag_repo');
    await expectRefused(stage, replaced, { codes, receiptId: replacedId });

    const { receiptId } = receiptOf(second, 'tag_repo');
    const { receipts } = stage.system;
    mustAnswer(await receipts.revoke({ receiptId, revokedBy: 'alice', reason: 'second thoughts' }));
    const revoked = stage.submission(second, 'tag_repo');
    await expectRefused(stage, revoked, { codes, receiptId });
  });

  it('ends every receipt at once when the consumption epoch rises', async () => {
    await using stage = await Stage.open();
    const run = await stage.approvedPlan();
    const minted = await stage.mint(run);
    await stage.system.receipts.bumpConsumptionEpoch('alice');
    expect(await stage.system.receipts.live()).toEqual([]);
    for (const { operation } of run.plan.operations) {
      const { receiptId } = receiptOf(minted, operation.kind);
      const codes = ['receipt.epoch_mismatch'];
      await expectRefused(stage, stage.submission(minted, operation.kind), { codes, receiptId });
    }
    const again = await stage.mint(run);
    const outcome = await stage.submit(stage.submission(again, 'tag_repo'));
    expect(outcome.status).toBe('success');
  });
});

describe('consumption', () => {
  it('keeps a receipt spent after a restart, though its operation failed', async () => {
    await using stage = await Stage.open();
    const run = await stage.approvedPlan();
    const minted = await stage.mint(run);
    const submission = stage.submission(minted, 'publish_release');
    const outcome = await stage.submit(submission);
    expect(outcome.status).toBe('failed');
    await stage.restart();
    const { receiptId } = receiptOf(minted, 'publish_release');
    const spent = await expectRefused(stage, submission, {
      codes: ['receipt.consumed'],
      receiptId,
    });
    expect(spent.refusals[0]?.found).toBe(`used by ${outcome.operationId}, failed`);
    expect(spent.refusals[0]?.subject).toBe(receiptId);
  });

  it('lets a spent receipt be neither revoked nor replaced by another for the same operation', async () => {
    await using stage = await Stage.open();
    const run = await stage.approvedPlan();
    const minted = await stage.mint(run);
    const { receiptId } = receiptOf(minted, 'tag_repo');
    expect((await stage.submit(stage.submission(minted, 'tag_repo'))).status).toBe('success');
    const { receipts } = stage.system;
    const revoked = await receipts.revoke({ receiptId, revokedBy: 'alice', reason: 'too late' });
    expect(revoked.ok ? [] : revoked.refusals.map(({ code }) => code)).toEqual([
      'receipt.consumed',
    ]);
    const advised = await stage.mint(run);
    expect(receiptOf(advised, 'tag_repo').enforceable).toBe(false);
    await expectRefused(stage, stage.submission(advised, 'tag_repo'), {
      codes: ['receipt.advisory', 'operation.already_admitted'],
      receiptId: receiptOf(advised, 'tag_repo').receiptId,
    });
    const approvals = [await stage.statement(run, 'alice'), await stage.statement(run, 'bob')];
    const forged = await forgeReceipt(stage, run, { kind: 'tag_repo', approvals });
    await expectRefused(stage, forged.submission, {
      codes: ['operation.already_admitted'],
      receiptId: forged.receiptId,
    });
  });
});

function lifeMs(stage: Stage, expiresAt: Parameters<typeof instantToMs>[0] | null): number {
  if (expiresAt === null) throw new TypeError('expected an enforceable receipt');
  return instantToMs(expiresAt) - instantToMs(stage.clock.now());
}
