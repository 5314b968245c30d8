// SPDX-License-Identifier: Apache-2.0
// An approval can be taken back while nothing rests on it that was spent, or by whoever restores a store
// that has forgotten records; the statement that was taken back never counts again.
import { describe, expect, it } from 'vitest';
import { parsePersonId, requestIds } from '@marketops/core';
import { codesOf, foundAuthority, instantOf, must, mustAnswer } from '@marketops/testkit';

const alice = must(parsePersonId('alice'));

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
