// SPDX-License-Identifier: Apache-2.0
// A run that is killed can be finished: a second prod run of the same approved plan does what is left,
// over the same bytes, and every receipt is spent once.
import type { ReceiptId } from '@marketops/core';
import { describe, expect, it } from 'vitest';
import { operationOf, receiptOf, type PlannedRun } from '../stage/planned-run.ts';
import { Stage } from '../stage/stage.ts';
import { continuingRun, reportsOf, runThatEndsBefore } from './interrupted-run.ts';

const allThree = ['success', 'success', 'success'];

/** GitHub holds the plan once, and the log tells of three receipts, each spent on its operation. */
async function expectShippedOnce(stage: Stage, { plan }: PlannedRun): Promise<void> {
  const { refs, releases, pulls } = stage.github.holds();
  const tag = operationOf(plan, 'tag_repo').operation.tag;
  expect(Object.keys(refs).filter((ref) => ref.endsWith(tag.name))).toHaveLength(1);
  expect(refs[`refs/tags/${tag.name}`]).toBe(tag.oid);
  expect(releases).toMatchObject([{ tagName: tag.name, draft: false }]);
  expect(pulls).toHaveLength(1);
  const records = await stage.log.records();
  const admitted = records.filter(({ event }) => event === 'operation.admitted');
  expect(admitted.map(({ operationId }) => operationId)).toEqual(
    plan.operations.map(({ operation }) => operation.operationId),
  );
  expect(new Set(admitted.map(({ receiptId }) => receiptId)).size).toBe(admitted.length);
  expect(records.filter(({ event }) => event === 'operation.rejected')).toEqual([]);
  expect(await stage.logVerifies()).toBe(true);
}

async function receiptIdsSpent(stage: Stage): Promise<readonly (ReceiptId | null)[]> {
  const records = await stage.log.records();
  return records
    .filter(({ event }) => event === 'operation.admitted')
    .map(({ receiptId }) => receiptId);
}

describe('a prod run that ended between two operations', () => {
  it('is finished by the next, which plans the same bytes and ships what is left', async () => {
    await using stage = await Stage.open();
    const plan = await stage.approvedPlan();
    const first = await runThatEndsBefore(stage, plan, 'publish_release');
    expect(reportsOf(first).map(({ status }) => status)).toEqual([
      'success',
      'outcome_unknown',
      'rejected_by_auth',
    ]);
    await stage.restart();
    const second = await continuingRun(stage, plan);
    expect(second.refusals).toEqual([]);
    expect(second.sealed?.bytes).toEqual(plan.planBytes);
    expect(reportsOf(second).map(({ status }) => status)).toEqual(allThree);
    expect(reportsOf(second)[0]).toMatchObject({
      receipt: { receiptId: reportsOf(first)[0]?.receipt.receiptId },
      outcome: reportsOf(first)[0]?.outcome,
    });
    expect(reportsOf(second).map(({ receipt }) => receipt.receiptId)).toEqual(
      await receiptIdsSpent(stage),
    );
    await expectShippedOnce(stage, plan);
  });

  it('is finished with the receipts that it was given, while they live', async () => {
    await using stage = await Stage.open();
    const plan = await stage.approvedPlan();
    const minted = await stage.mint(plan);
    await stage.submit(stage.submission(minted, 'tag_repo'));
    const outcome = await continuingRun(stage, plan, minted.runId);
    expect(reportsOf(outcome).map(({ status }) => status)).toEqual(allThree);
    expect(await receiptIdsSpent(stage)).toEqual(
      (['tag_repo', 'publish_release', 'open_pr'] as const).map(
        (kind) => receiptOf(minted, kind).receiptId,
      ),
    );
    await expectShippedOnce(stage, plan);
  });

  it('is finished with new receipts where the old ones have expired', async () => {
    await using stage = await Stage.open();
    const plan = await stage.approvedPlan();
    const minted = await stage.mint(plan);
    await stage.submit(stage.submission(minted, 'tag_repo'));
    stage.clock.advance(60 * 60 * 1_000);
    const outcome = await continuingRun(stage, plan, minted.runId);
    expect(reportsOf(outcome).map(({ status }) => status)).toEqual(allThree);
    const spent = await receiptIdsSpent(stage);
    expect(spent[0]).toBe(receiptOf(minted, 'tag_repo').receiptId);
    expect(spent).not.toContain(receiptOf(minted, 'publish_release').receiptId);
    await expectShippedOnce(stage, plan);
  });
});

describe('a prod run that was killed within an operation', () => {
  it('is finished by the next, which first carries that operation to its end', async () => {
    await using stage = await Stage.open();
    const plan = await stage.approvedPlan();
    // The store is taken from the running system: whatever it learns from here on is lost.
    stage.github.emulator.addFault({
      match: { method: 'POST', route: '/repos/{owner}/{repo}/releases' },
      fault: { kind: 'hook', when: 'after_apply', run: () => stage.restart() },
    });
    await expect(stage.execute(plan)).rejects.toThrow('store.failed');
    expect(stage.github.holds().releases).toMatchObject([{ draft: true }]);
    const second = await continuingRun(stage, plan);
    expect(second.refusals).toEqual([]);
    expect(second.sealed?.bytes).toEqual(plan.planBytes);
    expect(reportsOf(second).map(({ status }) => status)).toEqual(allThree);
    await expectShippedOnce(stage, plan);
  });
});

describe('a plan that is carried out', () => {
  it('is reported as it stands by a further run, which asks for nothing', async () => {
    await using stage = await Stage.open();
    const plan = await stage.approvedPlan();
    const first = await stage.execute(plan);
    const writes = stage.emulatorWrites().length;
    const records = (await stage.log.records()).length;
    const again = await continuingRun(stage, plan);
    expect(reportsOf(again)).toEqual(reportsOf(first));
    expect(stage.emulatorWrites()).toHaveLength(writes);
    const added = (await stage.log.records()).slice(records);
    expect(added.filter(({ event }) => /^(receipt|operation)\./.test(event))).toEqual([]);
    await expectShippedOnce(stage, plan);
  });

  it('is stale where somebody put another tag in the place of ours', async () => {
    await using stage = await Stage.open();
    const plan = await stage.approvedPlan();
    await runThatEndsBefore(stage, plan, 'publish_release');
    stage.github.emulator.change({
      act: 'set_ref',
      repository: stage.github.repository.fullName,
      ref: `refs/tags/${operationOf(plan.plan, 'tag_repo').operation.tag.name}`,
      sha: plan.plan.sourceCommit,
    });
    const writes = stage.emulatorWrites().length;
    const second = await continuingRun(stage, plan);
    expect(second.status).toBe('failed');
    expect(second.refusals.map(({ code }) => code)).toContain('plan.stale');
    expect(stage.emulatorWrites()).toHaveLength(writes);
  });
});
