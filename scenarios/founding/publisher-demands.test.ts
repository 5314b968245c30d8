// SPDX-License-Identifier: Apache-2.0
// What the publisher demands before anything else: a mode that is exactly prod, a receipt, and one
// that is enforceable.
import { describe, expect, it } from 'vitest';
import { OPERATION_KINDS } from '@marketops/core';
import { receiptOf } from '../stage/planned-run.ts';
import { Stage } from '../stage/stage.ts';
import { expectRefused } from './expect-refused.ts';

describe('mode enforcement', () => {
  it('publishes when the mode is exactly prod', async () => {
    await using stage = await Stage.open();
    const minted = await stage.mint(await stage.approvedPlan());
    const outcome = await stage.submit(stage.submission(minted, 'tag_repo'));
    expect(outcome.status).toBe('success');
    expect(Object.keys(stage.github.holds().refs)).toContain('refs/tags/v1.2.0');
  });

  it('refuses a dry run, however good its receipt', async () => {
    await using stage = await Stage.open();
    const minted = await stage.mint(await stage.approvedPlan());
    for (const kind of OPERATION_KINDS) {
      const submission = { ...stage.submission(minted, kind), mode: 'dry_run' };
      const { receiptId } = receiptOf(minted, kind);
      const refusal = { codes: ['mode.not_prod'], status: 'rejected_by_mode', receiptId } as const;
      await expectRefused(stage, submission, refusal);
    }
  });

  it('leaves a receipt unspent that was refused for the mode alone', async () => {
    await using stage = await Stage.open();
    const minted = await stage.mint(await stage.approvedPlan());
    const submission = stage.submission(minted, 'tag_repo');
    const { receiptId } = receiptOf(minted, 'tag_repo');
    await expectRefused(
      stage,
      { ...submission, mode: 'PROD' },
      { codes: ['mode.not_prod'], status: 'rejected_by_mode', receiptId },
    );
    expect((await stage.submit(submission)).status).toBe('success');
  });
});

describe('receipt required for every operation', () => {
  it.each(OPERATION_KINDS)('refuses %s without a receipt', async (kind) => {
    await using stage = await Stage.open();
    const minted = await stage.mint(await stage.approvedPlan());
    const submission = { ...stage.submission(minted, kind), receipt: null };
    await expectRefused(stage, submission, { codes: ['receipt.missing'], receiptId: null });
  });
});

describe('advisory rejection', () => {
  it('refuses the receipts that a dry run yields, for all three kinds', async () => {
    await using stage = await Stage.open();
    const advised = await stage.mint(await stage.approvedPlan(), 'dry_run');
    for (const kind of OPERATION_KINDS) {
      const { receiptId, enforceable } = receiptOf(advised, kind);
      expect(enforceable).toBe(false);
      const submission = { ...stage.submission(advised, kind), mode: 'prod' };
      await expectRefused(stage, submission, { codes: ['receipt.advisory'], receiptId });
    }
  });

  it('refuses the receipts that a denial yields, for all three kinds', async () => {
    await using stage = await Stage.open();
    const denied = await stage.mint(await stage.plan());
    for (const kind of OPERATION_KINDS) {
      const { receiptId, enforceable } = receiptOf(denied, kind);
      expect(enforceable).toBe(false);
      const submission = stage.submission(denied, kind);
      await expectRefused(stage, submission, { codes: ['receipt.advisory'], receiptId });
    }
  });
});
