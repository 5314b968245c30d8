// SPDX-License-Identifier: Apache-2.0
// The Federation Core's sole authority: what it mints and for what, what it only advises, and that
// policy stands before both.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ReceiptGenerator, asMintSigner, type AuthorizedPlan } from '@marketops/authority';
import {
  OPERATION_KINDS,
  PREDICATE_TYPES,
  advisoryReceiptKind,
  enforceableReceiptKind,
  parseEnvelope,
  readPredicateType,
  readSignedPredicate,
  signPredicate,
} from '@marketops/core';
import { must, mustAnswer } from '@marketops/testkit';
import { receiptOf } from '../stage/planned-run.ts';
import { stageKey } from '../stage/roster.ts';
import { addRules } from '../stage/stage-policy.ts';
import { Stage } from '../stage/stage.ts';
import { codesOf, expectRefused } from './expect-refused.ts';

describe('receipt authority', () => {
  it('mints one enforceable receipt for each operation of a plan that two people approved', async () => {
    await using stage = await Stage.open();
    const run = await stage.approvedPlan();
    const minted = await stage.mint(run);
    expect(minted.receipts.map(({ operationId }) => operationId)).toEqual(
      run.plan.operations.map(({ operation }) => operation.operationId),
    );
    expect(minted.receipts.every(({ enforceable }) => enforceable)).toBe(true);
    expect(new Set(minted.receipts.map(({ receiptId }) => receiptId)).size).toBe(3);
    const live = await stage.system.receipts.live();
    expect(live.map(({ mint }) => mint.receiptId)).toEqual(
      minted.receipts.map(({ receiptId }) => receiptId),
    );
  });

  it('mints nothing while the approvals of enough different people are missing', async () => {
    await using stage = await Stage.open();
    const run = await stage.plan();
    await stage.approve(run, 'alice');
    const spare = await stage.statement(run, 'alice', { key: stageKey('alice-spare') });
    const { requestId } = await stage.request(run);
    const again = await stage.system.ceremony.record({ requestId, envelope: spare });
    expect(again.ok).toBe(false);
    const minted = await stage.mint(run);
    const release = receiptOf(minted, 'publish_release');
    expect(release.enforceable).toBe(false);
    expect(codesOf(release)).toContain('approval.insufficient');
    await expectRefused(stage, stage.submission(minted, 'publish_release'), {
      codes: ['receipt.advisory'],
      receiptId: release.receiptId,
    });
  });

  it('mints nothing by a key that the trust root lets do anything but mint', async () => {
    await using stage = await Stage.open();
    const run = await stage.approvedPlan();
    const mintingBy = (name: string) => ({
      ...stage.system.minting,
      mintSigner: asMintSigner(stageKey(name)),
    });
    expect(() => new ReceiptGenerator(mintingBy('advise'))).toThrow(RangeError);
    for (const name of ['log', 'root', 'alice', 'stranger']) {
      const generator = new ReceiptGenerator(mintingBy(name));
      const request = { plan: run.planBytes, runId: stage.newRunId(), mode: 'prod' };
      const { receipts } = mustAnswer(await generator.generate(request));
      expect(receipts.map(codesOf)).toEqual(receipts.map(() => ['receipt.signature_invalid']));
    }
    expect(await stage.system.receipts.live()).toEqual([]);
  });
});

describe('enforceable against advisory', () => {
  it('gives the two another predicate type, another schema and another key', async () => {
    await using stage = await Stage.open();
    const run = await stage.approvedPlan();
    const advised = receiptOf(await stage.mint(run, 'dry_run'), 'tag_repo');
    const minted = receiptOf(await stage.mint(run), 'tag_repo');
    expect(signedAs(minted.envelope)).toEqual({
      type: PREDICATE_TYPES.enforceableReceipt,
      keys: [stageKey('mint').keyId],
    });
    expect(signedAs(advised.envelope)).toEqual({
      type: PREDICATE_TYPES.advisoryReceipt,
      keys: [stageKey('advise').keyId],
    });
    expect(readSignedPredicate(enforceableReceiptKind, advised.envelope).ok).toBe(false);
    expect(readSignedPredicate(advisoryReceiptKind, minted.envelope).ok).toBe(false);
  });

  it('yields advisory receipts alone in a dry run, however many approved', async () => {
    await using stage = await Stage.open();
    const run = await stage.plan();
    await stage.approve(run, 'alice', 'bob', 'dave');
    for (const mode of ['dry_run', 'PROD', '', null]) {
      const { receipts } = await stage.mint(run, mode);
      expect(receipts.map(({ enforceable }) => enforceable)).toEqual([false, false, false]);
      expect(receipts.map(codesOf)).toEqual(receipts.map(() => ['mode.not_prod']));
    }
    expect(await stage.system.receipts.live()).toEqual([]);
  });

  it('leaves an advisory receipt worthless under the enforceable one’s name', async () => {
    await using stage = await Stage.open();
    const run = await stage.approvedPlan();
    const minted = await stage.mint(run);
    const issued = receiptOf(minted, 'tag_repo');
    if (!issued.enforceable) throw new TypeError('expected an enforceable receipt');
    const adviser = [stageKey('advise')];
    const receipt = await signPredicate(enforceableReceiptKind, issued.receipt, adviser);
    await expectRefused(
      stage,
      { ...stage.submission(minted, 'tag_repo'), receipt },
      { codes: ['receipt.signature_invalid'], receiptId: issued.receiptId },
    );
  });
});

describe('policy validation', () => {
  it('mints nothing that a rule forbids, whoever approved it', async () => {
    await using stage = await Stage.open({ rules: noMinorReleases });
    const run = await stage.approvedPlan();
    const minted = await stage.mint(run);
    expect(codesOf(receiptOf(minted, 'publish_release'))).toEqual(['policy.denied']);
    expect(codesOf(receiptOf(minted, 'tag_repo'))).toEqual([]);
    await expectAdvisory(stage, minted, 'publish_release');
  });

  it('mints nothing while a rule cannot be evaluated', async () => {
    await using stage = await Stage.open({ rules: overflowing });
    const minted = await stage.mint(await stage.approvedPlan());
    for (const kind of OPERATION_KINDS) {
      expect(codesOf(receiptOf(minted, kind))).toContain('policy.error');
      await expectAdvisory(stage, minted, kind);
    }
  });

  it('mints nothing under a policy that was changed and not accepted', async () => {
    await using stage = await Stage.open();
    const run = await stage.approvedPlan();
    await addRules(stage.policyFolder, '// A harmless remark.\n');
    await stage.restart();
    const minted = await stage.mint(run);
    for (const kind of OPERATION_KINDS) {
      expect(codesOf(receiptOf(minted, kind))).toContain('policy.not_accepted');
      await expectAdvisory(stage, minted, kind);
    }
  });

  it('mints nothing while the policy is gone', async () => {
    await using stage = await Stage.open();
    const run = await stage.approvedPlan();
    await rm(join(stage.policyFolder, 'manifest.json'));
    await stage.restart();
    const minted = await stage.mint(run);
    for (const kind of OPERATION_KINDS) {
      expect(codesOf(receiptOf(minted, kind))).toContain('policy.unreadable');
      await expectAdvisory(stage, minted, kind);
    }
  });
});

const noMinorReleases = `
@id("no-minor")
@reason("Minor versions are not released here.")
@next("Release a patch.")
forbid (principal, action == Action::"publish_release", resource)
when { context.versionStep == "minor" };
`;

const overflowing = `
@id("overflows")
@reason("A rule that nobody has tried out.")
@next("Repair the rule.")
forbid (principal, action, resource)
when { context.assetCount * 9223372036854775807 > 1 };
`;

function signedAs(envelope: Uint8Array) {
  const parsed = must(parseEnvelope(envelope));
  return {
    type: must(readPredicateType(parsed)),
    keys: parsed.signatures.map(({ keyid }) => keyid),
  };
}

async function expectAdvisory(
  stage: Stage,
  minted: AuthorizedPlan,
  kind: (typeof OPERATION_KINDS)[number],
) {
  const { receiptId, enforceable } = receiptOf(minted, kind);
  expect(enforceable).toBe(false);
  const submission = stage.submission(minted, kind);
  await expectRefused(stage, submission, { codes: ['receipt.advisory'], receiptId });
}
