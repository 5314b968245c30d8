// SPDX-License-Identifier: Apache-2.0
// A store that does not hold what was put into it, or holds nothing yet: nothing is believed, nothing
// is minted.
import { describe, expect, it } from 'vitest';
import type {
  ApprovalRequest,
  AuthorityStore,
  AuthorityTransaction,
  IssuedReceipt,
  MintRecord,
  RecordedApproval,
} from '@marketops/authority';
import {
  AuthorizationPolicy,
  ReceiptGenerator,
  TrustRegister,
  asAdviseSigner,
  asMintSigner,
} from '@marketops/authority';
import { digestOf, encodePlan, parsePersonId, planDigest } from '@marketops/core';
import {
  FoundedAuthority,
  SeededEntropy,
  codesOf,
  foundAuthority,
  instantOf,
  must,
  mustAnswer,
  sampleAudience,
  sampleKey,
  sampleRunId,
  testVerifier,
} from '@marketops/testkit';
import { approvedByTwo } from './approved-plan.ts';

/** A view of a store in which some reads answer differently. */
function storeWhere(
  store: AuthorityStore,
  change: (transaction: AuthorityTransaction) => Partial<AuthorityTransaction>,
): AuthorityStore {
  return {
    transaction: (work) =>
      store.transaction((transaction) => work({ ...transaction, ...change(transaction) })),
  };
}

function generatorOver({ clock, policy }: FoundedAuthority, store: AuthorityStore) {
  return new ReceiptGenerator({
    authorization: new AuthorizationPolicy({ policy, verifier: testVerifier }),
    store,
    clock,
    entropy: new SeededEntropy('damaged'),
    verifier: testVerifier,
    mintSigner: asMintSigner(sampleKey('mint')),
    adviseSigner: asAdviseSigner(sampleKey('advise')),
    audience: sampleAudience,
    actor: 'test',
  });
}

async function authorized() {
  const authority = await foundAuthority();
  const { plan } = await approvedByTwo(authority);
  const { receipts } = await authority.authorize(plan);
  return { authority, plan, receipts, asked: { plan: encodePlan(plan), runId: sampleRunId } };
}

function codesOfReceipts(receipts: readonly IssuedReceipt[]) {
  return receipts[0]?.refusals.map(({ code }) => code);
}

describe('an empty store', () => {
  it('trusts nobody and mints nothing', async () => {
    const authority = new FoundedAuthority({});
    const plan = authority.planOf();
    const { receipts } = await authority.authorize(plan);
    expect(codesOfReceipts(receipts)).toEqual([
      'approval.not_requested',
      'policy.not_accepted',
      'trust.root_missing',
    ]);
    const { proposer } = plan;
    const opened = { plan, runId: sampleRunId, openedBy: proposer.id };
    expect(codesOf(await authority.ceremony.open(opened))).toEqual(['trust.root_missing']);
    const sealed = { ...plan, now: plan.plannedAt, operations: [] };
    expect(codesOf(await authority.forecast.weigh(sealed))).toEqual(['trust.root_missing']);
    expect(await authority.trustRegister.current()).toBeNull();
    expect(await authority.policyRegister.current()).toBeNull();
  });
});

describe('a damaged store', () => {
  it('is a fault, not a denial, where its trust root is not the accepted one', async () => {
    const { authority, asked } = await authorized();
    const damaged = storeWhere(authority.store, (transaction) => ({
      acceptedTrustRoot: async () => {
        const accepted = await transaction.acceptedTrustRoot();
        const envelope = new Uint8Array(accepted?.envelope ?? []);
        return accepted === null ? null : { ...accepted, envelope, digest: digestOf('another') };
      },
    }));
    const generated = generatorOver(authority, damaged).generate({ ...asked, mode: 'prod' });
    await expect(generated).rejects.toThrow('is not what was accepted');
    const { clock } = authority;
    const register = new TrustRegister({ store: damaged, clock, verifier: testVerifier });
    await expect(register.current()).rejects.toThrow('is not what was accepted');
  });

  it('is a fault where a receipt is not the minted one', async () => {
    const { authority, asked } = await authorized();
    const swapped = (mints: readonly MintRecord[]) =>
      mints.map((mint, i) => ({ ...mint, envelope: mints.at(i - 1)?.envelope ?? mint.envelope }));
    const damaged = storeWhere(authority.store, (transaction) => ({
      mintsOfRun: async (runId) => swapped(await transaction.mintsOfRun(runId)),
    }));
    const recalled = generatorOver(authority, damaged).recall(asked);
    await expect(recalled).rejects.toThrow('is not what was minted');
  });

  it('is a fault where a denial has become an approval', async () => {
    const authority = await foundAuthority();
    const plan = authority.planOf();
    const request = await authority.open(plan);
    mustAnswer(await authority.approve('alice', request, plan));
    const denial = authority.statement('bob', { request, plan }, { decision: 'deny' });
    mustAnswer(await authority.hand(denial, { request }));
    const damaged = storeWhere(authority.store, (transaction) => ({
      approvals: async (requestId) =>
        (await transaction.approvals(requestId)).map((row) => ({ ...row, decision: 'approve' })),
    }));
    const asked = { plan: encodePlan(plan), runId: sampleRunId, mode: 'prod' };
    const generated = generatorOver(authority, damaged).generate(asked);
    await expect(generated).rejects.toThrow('is not what was signed');
    expect(authority.store.mints).toEqual([]);
  });

  it.each<[string, (row: RecordedApproval) => Partial<RecordedApproval>]>([
    ['another person', () => ({ personId: must(parsePersonId('robot')) })],
    ['a longer life', () => ({ expiresAt: instantOf('2027-01-01T00:00:00Z') })],
    ['an earlier date', () => ({ decidedAt: instantOf('2026-11-20T11:59:00Z') })],
    ['another digest', () => ({ digest: digestOf('another') })],
    ['no statement', () => ({ envelope: new Uint8Array() })],
  ])('is a fault where an approval has %s', async (_what, change) => {
    const { authority, asked } = await authorized();
    const damaged = storeWhere(authority.store, (transaction) => ({
      approvals: async (requestId) =>
        (await transaction.approvals(requestId)).map((row) => ({ ...row, ...change(row) })),
    }));
    const generated = generatorOver(authority, damaged).generate({ ...asked, mode: 'prod' });
    await expect(generated).rejects.toThrow('is not what was signed');
  });

  it('is a fault where the request for a plan is about another one', async () => {
    const { authority, plan } = await authorized();
    const { length } = authority.store.mints;
    const damaged = storeWhere(authority.store, (transaction) => ({
      requestsForPlan: () => transaction.requestsForPlan(planDigest(plan)),
      mintsOfOperation: () => Promise.resolve([]),
    }));
    const other = authority.planOf({ plannedAt: instantOf('2026-11-20T10:30:00Z') });
    const asked = { plan: encodePlan(other), runId: sampleRunId, mode: 'prod' };
    const generated = generatorOver(authority, damaged).generate(asked);
    await expect(generated).rejects.toThrow('is not about the plan');
    expect(authority.store.mints).toHaveLength(length);
  });

  it.each<[string, Partial<ApprovalRequest>]>([
    [
      'another proposer',
      { proposer: { kind: 'person', id: must(parsePersonId('bob')), onBehalfOf: null } },
    ],
    ['another last author', { lastAuthor: null }],
  ])('is a fault where a request names %s than its plan', async (_what, change) => {
    const { authority, asked } = await authorized();
    const damaged = storeWhere(authority.store, (transaction) => ({
      requestsForPlan: async (digest) =>
        (await transaction.requestsForPlan(digest)).map((request) => ({ ...request, ...change })),
    }));
    const generated = generatorOver(authority, damaged).generate({ ...asked, mode: 'prod' });
    await expect(generated).rejects.toThrow('is not about the plan');
  });

  it('holds back no operation that is not in the plan', async () => {
    const { authority, plan, receipts } = await authorized();
    const [first] = receipts;
    if (first === undefined) throw new TypeError('expected a receipt');
    const other = { ...plan, operations: plan.operations.slice(1) };
    const request = { runId: sampleRunId, mode: 'prod', planBytes: encodePlan(other) };
    const narrowed = { ...request, plan: other, receipts, approvals: [] };
    const reason = { code: 'plan.held_back', subject: '', expected: '', found: '' } as const;
    const held = authority.generator.holdBack(narrowed, first.operationId, [reason]);
    await expect(held).rejects.toThrow(RangeError);
  });
});
