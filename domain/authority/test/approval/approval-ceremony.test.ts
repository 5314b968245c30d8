// SPDX-License-Identifier: Apache-2.0
// The ceremony: who is asked, whose word counts, and that every step is on record.
import { describe, expect, it } from 'vitest';
import { buildApproval } from '@marketops/authority';
import {
  approvalKind,
  instantToMs,
  parsePersonId,
  requestIds,
  signPredicate,
} from '@marketops/core';
import {
  codesOf,
  foundAuthority,
  instantOf,
  must,
  mustAnswer,
  sampleKey,
  sampleRunId,
  sampleTrustRoot,
  signedTrustRoot,
} from '@marketops/testkit';

const hourMs = 3_600_000;
const alice = must(parsePersonId('alice'));

describe('opening a request', () => {
  it('lives 72 hours and names the rules by operation kind', async () => {
    const authority = await foundAuthority();
    const request = await authority.open(authority.planOf());
    expect(instantToMs(request.expiresAt) - instantToMs(request.openedAt)).toBe(72 * hourMs);
    expect(request.required.map(({ subject }) => subject)).toEqual([
      'tag_repo',
      'publish_release',
      'open_pr',
    ]);
    expect(authority.store.auditRecords.at(-1)).toMatchObject({
      event: 'approval.requested',
      planDigest: request.planDigest,
      runId: sampleRunId,
      actor: 'carol',
    });
  });

  it('gives the open request where the same plan is asked about again', async () => {
    const authority = await foundAuthority();
    const plan = authority.planOf();
    const first = await authority.open(plan);
    expect(await authority.open(plan)).toEqual(first);
    authority.clock.advance(72 * hourMs);
    const second = await authority.open(plan);
    expect(second.requestId).not.toBe(first.requestId);
    expect(second.instance).not.toBe(first.instance);
  });

  it('is refused for a plan that somebody denied, even in a new ceremony', async () => {
    const authority = await foundAuthority();
    const plan = authority.planOf();
    const request = await authority.open(plan);
    const denial = authority.statement('bob', { request, plan }, { decision: 'deny' });
    mustAnswer(await authority.hand(denial, { request }));
    authority.clock.advance(72 * hourMs);
    const again = await authority.ceremony.open({ plan, runId: sampleRunId, openedBy: alice });
    expect(codesOf(again)).toEqual(['approval.denied']);
  });

  it('is refused for a plan made under another policy', async () => {
    const authority = await foundAuthority();
    const { policy } = authority.planOf();
    const plan = authority.planOf({ policy: { ...policy, version: 2 } });
    const answer = await authority.ceremony.open({ plan, runId: sampleRunId, openedBy: alice });
    expect(codesOf(answer)).toEqual(['policy.changed']);
    expect(authority.store.auditRecords.at(-1)).toMatchObject({ event: 'approval.refused' });
  });

  it('is refused where the roster could never satisfy the rule', async () => {
    const rule = { role: 'maintainer', count: 3 };
    const authority = await foundAuthority({
      script: { version: 1, required: { publish_release: rule, tag_repo: rule, open_pr: rule } },
    });
    const answer = await authority.ceremony.open({
      plan: authority.planOf(),
      runId: sampleRunId,
      openedBy: alice,
    });
    expect(codesOf(answer)).toEqual(Array.from({ length: 3 }, () => 'approval.unreachable'));
  });

  it('is refused where the policy names nobody for an operation', async () => {
    const authority = await foundAuthority({ script: { version: 1, required: {} } });
    const plan = authority.planOf();
    const answer = await authority.ceremony.open({ plan, runId: sampleRunId, openedBy: alice });
    expect(codesOf(answer)[0]).toBe('policy.approvals_missing');
  });
});

describe('recording a statement', () => {
  it('logs it and counts the person', async () => {
    const authority = await foundAuthority();
    const plan = authority.planOf();
    const request = await authority.open(plan);
    const recorded = mustAnswer(await authority.approve('alice', request, plan));
    expect(authority.store.auditRecords.at(-1)).toMatchObject({
      event: 'approval.given',
      actor: 'alice',
      documentDigest: recorded.digest,
    });
    const standing = mustAnswer(await authority.ceremony.standing(request.requestId));
    expect(standing.state).toBe('open');
    expect(standing.counted.map(({ approver }) => approver.personId)).toEqual(['alice']);
    expect(standing.subjects[0]).toEqual({
      subject: 'tag_repo',
      asked: '2 of role maintainer',
      satisfied: false,
      missing: '1 of role maintainer',
    });
  });

  it('answers the same envelope again with the first record, and logs nothing new', async () => {
    const authority = await foundAuthority();
    const plan = authority.planOf();
    const request = await authority.open(plan);
    const statement = authority.statement('alice', { request, plan });
    const first = mustAnswer(await authority.hand(statement, { request }));
    const records = authority.store.auditRecords.length;
    expect(mustAnswer(await authority.hand(statement, { request }))).toEqual(first);
    expect(authority.store.auditRecords).toHaveLength(records);
  });

  it('makes a denial final: no approval is taken after it', async () => {
    const authority = await foundAuthority();
    const plan = authority.planOf();
    const request = await authority.open(plan);
    const denial = authority.statement('bob', { request, plan }, { decision: 'deny' });
    mustAnswer(await authority.hand(denial, { request }));
    expect(authority.store.auditRecords.at(-1)).toMatchObject({
      event: 'approval.denied',
      actor: 'bob',
    });
    expect(codesOf(await authority.approve('alice', request, plan))).toEqual(['approval.denied']);
    const standing = mustAnswer(await authority.ceremony.standing(request.requestId));
    expect(standing.state).toBe('denied');
  });

  it('takes a denial from the person behind the agent, whose approval would not count', async () => {
    const authority = await foundAuthority();
    const plan = authority.planOf();
    const request = await authority.open(plan);
    expect(codesOf(await authority.approve('carol', request, plan))).toEqual(['approval.self']);
    const denial = authority.statement('carol', { request, plan }, { decision: 'deny' });
    expect(mustAnswer(await authority.hand(denial, { request })).decision).toBe('deny');
  });
});

describe('withdrawing an approval', () => {
  it('takes it out of the count and its unspent receipts back', async () => {
    const authority = await foundAuthority();
    const plan = authority.planOf();
    const request = await authority.open(plan);
    mustAnswer(await authority.approve('alice', request, plan));
    mustAnswer(await authority.approve('bob', request, plan));
    await authority.authorize(plan);
    const wish = { requestId: request.requestId, personId: alice, reason: 'wrong notes' };
    mustAnswer(await authority.ceremony.withdraw(wish));
    expect(await authority.receipts.live()).toEqual([]);
    const { receipts } = await authority.authorize(plan);
    expect(receipts[0]?.refusals.map(({ code }) => code)).toEqual(['approval.insufficient']);
    expect(authority.store.auditRecords.map(({ event }) => event)).toContain('approval.withdrawn');
  });

  it('lets the person approve anew, but never by the statement taken back', async () => {
    const authority = await foundAuthority();
    const plan = authority.planOf();
    const request = await authority.open(plan);
    const statement = authority.statement('alice', { request, plan });
    mustAnswer(await authority.hand(statement, { request }));
    authority.clock.advance(1_000);
    const wish = { requestId: request.requestId, personId: alice, reason: '' };
    mustAnswer(await authority.ceremony.withdraw(wish));
    expect(codesOf(await authority.hand(statement, { request }))).toEqual(['approval.withdrawn']);
    const reworded = { ...statement, reason: 'signed before, handed in later' };
    expect(codesOf(await authority.hand(reworded, { request }))).toEqual(['approval.withdrawn']);
    authority.clock.advance(1_000);
    expect(mustAnswer(await authority.approve('alice', request, plan)).personId).toBe('alice');
  });

  it('holds for a statement of a clock that is ahead, in whatever envelope it comes back', async () => {
    const authority = await foundAuthority();
    const plan = authority.planOf();
    const request = await authority.open(plan);
    const decidedAt = instantOf('2026-11-20T12:00:20Z');
    const statement = authority.statement('alice', { request, plan }, { decidedAt });
    mustAnswer(await authority.hand(statement, { request }));
    authority.clock.advance(1_000);
    const wish = { requestId: request.requestId, personId: alice, reason: '' };
    mustAnswer(await authority.ceremony.withdraw(wish));
    // As a passkey's ECDSA signature can be turned into another by anybody: the digest is new.
    const turned = { ...statement, reason: 'another envelope of the same date' };
    expect(codesOf(await authority.hand(turned, { request }))).toEqual(['approval.withdrawn']);
    authority.clock.advance(20_000);
    expect(mustAnswer(await authority.approve('alice', request, plan)).personId).toBe('alice');
  });

  it('is refused once a receipt that rests on it is spent', async () => {
    const authority = await foundAuthority();
    const plan = authority.planOf();
    const request = await authority.open(plan);
    mustAnswer(await authority.approve('alice', request, plan));
    mustAnswer(await authority.approve('bob', request, plan));
    const { receipts } = await authority.authorize(plan);
    const [spent] = receipts;
    if (spent === undefined) throw new TypeError('expected a receipt');
    authority.store.markConsumed(spent.receiptId);
    const wish = { requestId: request.requestId, personId: alice, reason: '' };
    expect(codesOf(await authority.ceremony.withdraw(wish))).toEqual(['approval.spent']);
  });

  it('is refused where nothing was given, or nothing was asked', async () => {
    const authority = await foundAuthority();
    const { requestId } = await authority.open(authority.planOf());
    const wish = { requestId, personId: alice, reason: '' };
    expect(codesOf(await authority.ceremony.withdraw(wish))).toEqual(['approval.not_given']);
    const unknown = { ...wish, requestId: requestIds.from(new Uint8Array(16)) };
    const answer = await authority.ceremony.withdraw(unknown);
    expect(codesOf(answer)).toEqual(['approval.request_unknown']);
  });
});

describe('a store that has forgotten records', () => {
  it('has every approval taken back, also where something was spent, and people approve anew', async () => {
    const authority = await foundAuthority();
    const plan = authority.planOf();
    const request = await authority.open(plan);
    const statement = authority.statement('alice', { request, plan });
    mustAnswer(await authority.hand(statement, { request }));
    mustAnswer(await authority.approve('bob', request, plan));
    const [spent] = (await authority.authorize(plan)).receipts;
    if (spent === undefined) throw new TypeError('expected a receipt');
    authority.store.markConsumed(spent.receiptId);
    authority.clock.advance(1_000);
    const all = { by: 'restore', reason: 'records were lost' };
    expect(await authority.ceremony.withdrawAll(all)).toBe(2);
    expect(await authority.receipts.live()).toEqual([]);
    const codes = (await authority.authorize(plan)).receipts.map(({ refusals }) =>
      refusals.map(({ code }) => code),
    );
    expect(codes.slice(1)).toEqual([['approval.insufficient'], ['approval.insufficient']]);
    expect(codesOf(await authority.hand(statement, { request }))).toEqual(['approval.withdrawn']);
    const withdrawn = authority.store.auditRecords.filter(
      ({ event }) => event === 'approval.withdrawn',
    );
    expect(withdrawn.map(({ actor }) => actor)).toEqual(['restore', 'restore']);
    authority.clock.advance(1_000);
    mustAnswer(await authority.approve('alice', request, plan));
    mustAnswer(await authority.approve('bob', request, plan));
    const anew = (await authority.authorize(plan)).receipts.map(({ enforceable }) => enforceable);
    expect(anew).toEqual([false, true, true]);
    expect(await authority.ceremony.withdrawAll(all)).toBe(2);
  });
});

describe('the roster at the time of minting', () => {
  it('counts nobody who lost the role or the key since they approved', async () => {
    const authority = await foundAuthority();
    const plan = authority.planOf();
    const request = await authority.open(plan);
    mustAnswer(await authority.approve('alice', request, plan));
    mustAnswer(await authority.approve('bob', request, plan));
    const root = sampleTrustRoot();
    const people = root.people.map((person) =>
      person.personId === 'bob' ? { ...person, roles: [] } : person,
    );
    const keys = root.keys.filter(({ personId }) => personId !== 'alice');
    const next = { ...root, version: 2, people, keys };
    const envelope = await signedTrustRoot(next);
    mustAnswer(await authority.trustRegister.accept(envelope, 'security'));
    const { receipts } = await authority.authorize(plan);
    const codes = receipts[0]?.refusals.map(({ code }) => code);
    expect(codes).toEqual(['approval.insufficient', 'approval.key_unknown']);
  });
});

describe('building an approval', () => {
  it('is refused for a plan that is not the one the request is about', async () => {
    const authority = await foundAuthority();
    const plan = authority.planOf();
    const request = await authority.open(plan);
    const other = { ...plan, sourceCommit: plan.repository.fullName } as unknown as typeof plan;
    const draft = { decision: 'approve', approver: alice, reason: '' } as const;
    const decidedAt = authority.clock.now();
    const answer = buildApproval({ ...draft, request, plan: other, decidedAt });
    expect(codesOf(answer)).toEqual(['approval.plan_mismatch']);
    const noPlan = buildApproval({ ...draft, request, plan: null, decidedAt });
    expect(codesOf(noPlan)).toEqual(['approval.plan_mismatch']);
    const mixed = { ...request, operationDigests: request.operationDigests.slice(1) };
    const mismatch = buildApproval({ ...draft, request: mixed, plan, decidedAt });
    expect(codesOf(mismatch)).toEqual(['approval.operations_mismatch']);
  });

  it('makes a predicate that the ceremony takes, signed by any signer of the person', async () => {
    const authority = await foundAuthority();
    const plan = authority.planOf();
    const request = await authority.open(plan);
    const statement = authority.statement('alice', { request, plan });
    const envelope = await signPredicate(approvalKind, statement, [sampleKey('alice')]);
    const { requestId } = request;
    const recorded = mustAnswer(await authority.ceremony.record({ requestId, envelope }));
    expect(recorded.keyId).toBe(sampleKey('alice').keyId);
  });
});
