// SPDX-License-Identifier: Apache-2.0
// The only mint: what it needs, what it binds, and that nothing is handed out which is not durable.
import { describe, expect, it } from 'vitest';
import { encodePlan, examineReceipt, planDigest, refusal } from '@marketops/core';
import {
  codesOf,
  foundAuthority,
  mustAnswer,
  sampleAudience,
  sampleRule,
  sampleRunId,
  testVerifier,
} from '@marketops/testkit';
import { approvedByTwo, codesOfReceipts } from './approved-plan.ts';

const minuteMs = 60_000;

describe('the receipt generator', () => {
  it('mints one enforceable receipt per operation of an approved plan', async () => {
    const authority = await foundAuthority();
    const { plan, request } = await approvedByTwo(authority);
    const { receipts, approvals } = await authority.authorize(plan);
    expect(receipts.map(({ enforceable }) => enforceable)).toEqual([true, true, true]);
    expect(new Set(receipts.map(({ receiptId }) => receiptId)).size).toBe(3);
    expect(approvals).toHaveLength(2);
    const [issued] = receipts;
    if (issued?.enforceable !== true) throw new TypeError('expected an enforceable receipt');
    expect(issued.receipt).toMatchObject({
      mode: 'prod',
      audience: sampleAudience,
      runId: sampleRunId,
      operationId: plan.operations[0]?.operation.operationId,
      operationDigest: plan.operations[0]?.digest,
      repository: plan.repository,
      planDigest: planDigest(plan),
      policy: plan.policy,
      instance: request.instance,
      consumptionEpoch: 1,
      issuedAt: authority.clock.now(),
      approvals: approvals.map(({ digest }) => ({ digest })),
    });
  });

  it('signs receipts that a publisher finds genuine', async () => {
    const authority = await foundAuthority();
    const { plan } = await approvedByTwo(authority);
    const { receipts } = await authority.authorize(plan);
    const trust = { root: authority.root, verifier: testVerifier };
    for (const { envelope, receiptDigest } of receipts) {
      const reading = await examineReceipt(envelope, trust);
      expect(reading).toMatchObject({ mintSignatureGenuine: true, digest: receiptDigest });
    }
  });

  it('gives receipts fifteen minutes, and no more than the approvals have left', async () => {
    const authority = await foundAuthority();
    const { plan, request } = await approvedByTwo(authority);
    authority.clock.advance(72 * 60 * minuteMs - 5 * minuteMs);
    const { receipts } = await authority.authorize(plan);
    expect(receipts[0]?.expiresAt).toBe(request.expiresAt);
    const fresh = await foundAuthority();
    const { plan: freshPlan } = await approvedByTwo(fresh);
    const { receipts: freshReceipts } = await fresh.authorize(freshPlan);
    expect(freshReceipts[0]?.expiresAt).toBe('2026-11-20T12:15:00.000Z');
  });

  it.each(['dry_run', 'PROD', 'Prod', 'production', '', ' prod', undefined, null, 1])(
    'issues advisory receipts alone where the mode is %j',
    async (mode) => {
      const authority = await foundAuthority();
      const { plan } = await approvedByTwo(authority);
      const { receipts } = await authority.generator
        .generate({ plan: encodePlan(plan), runId: sampleRunId, mode })
        .then(mustAnswer);
      expect(codesOfReceipts(receipts)).toEqual([
        ['mode.not_prod'],
        ['mode.not_prod'],
        ['mode.not_prod'],
      ]);
      expect(receipts.every(({ enforceable }) => !enforceable)).toBe(true);
      expect(receipts.map(({ receipt }) => receipt)).toMatchObject(
        receipts.map(() => ({ wouldAuthorize: true, mode: 'dry_run' })),
      );
      expect(authority.store.mints).toEqual([]);
    },
  );

  it('tells every reason, ordered by who can fix it', async () => {
    const authority = await foundAuthority({
      script: {
        version: 1,
        required: { publish_release: sampleRule, tag_repo: sampleRule, open_pr: sampleRule },
        refusals: () => [
          refusal('policy.no_rule', { subject: 'tag_repo', expected: 'a rule', found: 'none' }),
        ],
      },
    });
    const { receipts } = await authority.authorize(authority.planOf(), 'dry_run');
    expect(codesOfReceipts(receipts)[0]).toEqual([
      'mode.not_prod',
      'approval.not_requested',
      'policy.no_rule',
    ]);
    const [first] = receipts;
    expect(first?.receipt).toMatchObject({ wouldAuthorize: false, enforceable: false });
  });

  it('refuses a plan that cannot be read', async () => {
    const authority = await foundAuthority();
    const answer = await authority.generator.generate({
      plan: new TextEncoder().encode('{"schema":'),
      runId: sampleRunId,
      mode: 'prod',
    });
    expect(codesOf(answer)).toEqual(['authority.plan_malformed']);
  });

  it('mints nothing with one approval, with none, or after a denial', async () => {
    const authority = await foundAuthority();
    const plan = authority.planOf();
    const request = await authority.open(plan);
    mustAnswer(await authority.approve('alice', request, plan));
    const { receipts: withOne } = await authority.authorize(plan);
    expect(codesOfReceipts(withOne)[0]).toEqual(['approval.insufficient']);
    mustAnswer(await authority.approve('bob', request, plan));
    const denial = authority.statement('alice', { request, plan }, { decision: 'deny' });
    mustAnswer(await authority.hand(denial, { request }));
    const { receipts } = await authority.authorize(plan);
    expect(codesOfReceipts(receipts)[0]).toEqual(['approval.denied']);
    expect(authority.store.mints).toEqual([]);
  });

  it('revokes the unspent receipts of a plan that is denied after minting', async () => {
    const authority = await foundAuthority();
    const { plan, request } = await approvedByTwo(authority);
    await authority.authorize(plan);
    expect(await authority.receipts.live()).toHaveLength(3);
    const denial = authority.statement('alice', { request, plan }, { decision: 'deny' });
    mustAnswer(await authority.hand(denial, { request }));
    expect(await authority.receipts.live()).toEqual([]);
  });

  it('keeps at most one receipt of an operation alive', async () => {
    const authority = await foundAuthority();
    const { plan } = await approvedByTwo(authority);
    const first = await authority.authorize(plan);
    const second = await authority.authorize(plan);
    const live = (await authority.receipts.live()).map(({ mint }) => mint.receiptId);
    expect(live).toEqual(second.receipts.map(({ receiptId }) => receiptId));
    expect(live).not.toContain(first.receipts[0]?.receiptId);
  });

  it('mints no second receipt for an operation whose receipt is spent', async () => {
    const authority = await foundAuthority();
    const { plan } = await approvedByTwo(authority);
    const { receipts } = await authority.authorize(plan);
    const [spent] = receipts;
    if (spent === undefined) throw new TypeError('expected a receipt');
    authority.store.markConsumed(spent.receiptId);
    const again = await authority.authorize(plan);
    expect(codesOfReceipts(again.receipts)).toEqual([['receipt.consumed'], [], []]);
  });

  it('hands out nothing where the commit fails', async () => {
    const authority = await foundAuthority();
    const { plan } = await approvedByTwo(authority);
    const records = authority.store.auditRecords.length;
    authority.store.failNextCommit(new Error('disk full'));
    await expect(authority.authorize(plan)).rejects.toThrow('disk full');
    expect(authority.store.mints).toEqual([]);
    expect(authority.store.auditRecords).toHaveLength(records);
  });

  it('logs each mint and each denial with the receipt id', async () => {
    const authority = await foundAuthority();
    const { plan } = await approvedByTwo(authority);
    const dry = await authority.authorize(plan, 'dry_run');
    const prod = await authority.authorize(plan);
    const logged = authority.store.auditRecords.filter(({ receiptId }) => receiptId !== null);
    expect(logged.map(({ event, receiptId, mode }) => ({ event, receiptId, mode }))).toEqual([
      ...dry.receipts.map(({ receiptId }) => ({
        event: 'receipt.denied',
        receiptId,
        mode: 'dry_run',
      })),
      ...prod.receipts.map(({ receiptId }) => ({
        event: 'receipt.minted',
        receiptId,
        mode: 'prod',
      })),
    ]);
  });

  it('holds back what depends on an operation that may not ship', async () => {
    const authority = await foundAuthority({
      script: {
        version: 1,
        required: { publish_release: sampleRule, tag_repo: sampleRule, open_pr: sampleRule },
        refusals: ({ action }) =>
          action === 'tag_repo'
            ? [refusal('policy.denied', { subject: action, expected: 'no', found: 'no' })]
            : [],
      },
    });
    const sample = authority.planOf();
    const [tag, release, pullRequest] = sample.operations;
    if (tag === undefined || release === undefined || pullRequest === undefined) {
      throw new TypeError('expected three operations');
    }
    const dependsOn = [tag.operation.operationId];
    const plan = { ...sample, operations: [tag, { ...release, dependsOn }, pullRequest] };
    const request = await authority.open(plan);
    mustAnswer(await authority.approve('alice', request, plan));
    mustAnswer(await authority.approve('bob', request, plan));
    const { receipts } = await authority.authorize(plan);
    expect(codesOfReceipts(receipts)).toEqual([['policy.denied'], ['plan.held_back'], []]);
  });
});
