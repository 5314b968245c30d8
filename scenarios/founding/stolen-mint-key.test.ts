// SPDX-License-Identifier: Apache-2.0
// A stolen mint key alone publishes nothing. The thief knows everything, signs receipts that are
// genuine in every word, and still lacks people: the publisher counts them itself.
import { describe, expect, it } from 'vitest';
import { OPERATION_KINDS } from '@marketops/core';
import { forgeReceipt } from '../stage/forgery.ts';
import { stageKey } from '../stage/roster.ts';
import { Stage } from '../stage/stage.ts';
import { expectRefused } from './expect-refused.ts';

describe('a stolen mint key alone publishes nothing', () => {
  it('with no approvals at all', async () => {
    await using stage = await Stage.open();
    const run = await stage.plan();
    for (const kind of OPERATION_KINDS) {
      const forged = await forgeReceipt(stage, run, { kind, approvals: [] });
      const { receiptId } = forged;
      await expectRefused(stage, forged.submission, {
        codes: ['approval.insufficient'],
        receiptId,
      });
    }
    expect(stage.emulatorWrites()).toEqual([]);
  });

  it('with approvals that the thief signed in the names of two people', async () => {
    await using stage = await Stage.open();
    const run = await stage.plan();
    for (const thief of ['mint', 'mallory', 'robot']) {
      const key = stageKey(thief);
      const approvals = [
        await stage.statement(run, 'alice', { key }),
        await stage.statement(run, 'bob', { key }),
      ];
      const forged = await forgeReceipt(stage, run, { kind: 'publish_release', approvals });
      await expectRefused(stage, forged.submission, {
        codes: ['approval.invalid', 'approval.invalid', 'approval.insufficient'],
        receiptId: forged.receiptId,
      });
    }
    expect(stage.emulatorWrites()).toEqual([]);
  });

  it('with the approvals of one person, by as many keys as they hold', async () => {
    await using stage = await Stage.open();
    const run = await stage.plan();
    const approvals = [
      await stage.statement(run, 'alice'),
      await stage.statement(run, 'alice', { key: stageKey('alice-spare') }),
    ];
    for (const kind of OPERATION_KINDS) {
      const forged = await forgeReceipt(stage, run, { kind, approvals });
      const { receiptId } = forged;
      await expectRefused(stage, forged.submission, {
        codes: ['approval.insufficient'],
        receiptId,
      });
    }
    expect(stage.emulatorWrites()).toEqual([]);
  });

  it('with one genuine approval beside those that never count: the principal’s and a bot’s', async () => {
    await using stage = await Stage.open();
    const run = await stage.plan();
    const approvals = [
      await stage.statement(run, 'alice'),
      await stage.statement(run, 'carol'),
      await stage.statement(run, 'robot'),
    ];
    const forged = await forgeReceipt(stage, run, { kind: 'tag_repo', approvals });
    await expectRefused(stage, forged.submission, {
      codes: ['approval.self', 'approval.self', 'approval.insufficient'],
      receiptId: forged.receiptId,
    });
    expect(stage.emulatorWrites()).toEqual([]);
  });

  it('with two people’s genuine approvals of another plan', async () => {
    await using stage = await Stage.open();
    const [approved, coveted] = [await stage.plan(), await stage.plan()];
    const approvals = [
      await stage.statement(approved, 'alice'),
      await stage.statement(approved, 'bob'),
    ];
    const forged = await forgeReceipt(stage, coveted, { kind: 'open_pr', approvals });
    await expectRefused(stage, forged.submission, {
      codes: ['approval.invalid', 'approval.invalid', 'approval.insufficient'],
      receiptId: forged.receiptId,
    });
    expect(stage.emulatorWrites()).toEqual([]);
  });

  it('with approvals listed that are withheld from the publisher', async () => {
    await using stage = await Stage.open();
    const run = await stage.plan();
    const approvals = [await stage.statement(run, 'alice'), await stage.statement(run, 'bob')];
    const forged = await forgeReceipt(stage, run, { kind: 'tag_repo', approvals });
    await expectRefused(
      stage,
      { ...forged.submission, approvals: [] },
      {
        codes: ['approval.missing', 'approval.missing', 'approval.insufficient'],
        receiptId: forged.receiptId,
      },
    );
    expect(stage.emulatorWrites()).toEqual([]);
  });
});
