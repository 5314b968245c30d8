// SPDX-License-Identifier: Apache-2.0
// The ceremony: who is asked, whose word counts, and that every step is on record.
import { describe, expect, it } from 'vitest';
import { buildApproval } from '@marketops/authority';
import { approvalKind, instantToMs, parsePersonId, signPredicate } from '@marketops/core';
import {
  codesOf,
  foundAuthority,
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
