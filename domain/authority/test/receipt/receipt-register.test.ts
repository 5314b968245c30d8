// SPDX-License-Identifier: Apache-2.0
// Live authority and how it ends: expiry, use, revocation, a raised epoch.
import { describe, expect, it } from 'vitest';
import { instantToMs, receiptIds, type TrustRoot } from '@marketops/core';
import {
  codesOf,
  foundAuthority,
  mustAnswer,
  sampleKey,
  signedTrustRoot,
  type FoundedAuthority,
} from '@marketops/testkit';
import { approvedByTwo } from './approved-plan.ts';

const minuteMs = 60_000;

async function minted() {
  const authority = await foundAuthority();
  const { plan } = await approvedByTwo(authority);
  const { receipts } = await authority.authorize(plan);
  const [first] = receipts;
  if (first === undefined) throw new TypeError('expected a receipt');
  return { authority, plan, first };
}

describe('the register of receipts', () => {
  it('lists live authority with the time that is left', async () => {
    const { authority } = await minted();
    authority.clock.advance(5 * minuteMs);
    const live = await authority.receipts.live();
    expect(live.map(({ remainingMs }) => remainingMs)).toEqual(
      Array.from({ length: 3 }, () => 10 * minuteMs),
    );
    authority.clock.advance(10 * minuteMs);
    expect(await authority.receipts.live()).toEqual([]);
  });

  it('lists nothing that is spent or revoked', async () => {
    const { authority, first } = await minted();
    authority.store.markConsumed(first.receiptId);
    expect(await authority.receipts.live()).toHaveLength(2);
  });

  it('revokes once, on record, and says so again', async () => {
    const { authority, first } = await minted();
    const wish = { receiptId: first.receiptId, revokedBy: 'alice', reason: 'wrong file' };
    expect(mustAnswer(await authority.receipts.revoke(wish)).before).toBeNull();
    const again = { ...wish, revokedBy: 'bob' };
    expect(mustAnswer(await authority.receipts.revoke(again)).before).toMatchObject(wish);
    const revoked = authority.store.auditRecords.filter(({ event }) => event === 'receipt.revoked');
    expect(revoked.map(({ receiptId, actor }) => ({ receiptId, actor }))).toEqual([
      { receiptId: first.receiptId, actor: 'alice' },
    ]);
    expect(await authority.receipts.live()).toHaveLength(2);
  });

  it('revokes nothing that is spent or that it never minted', async () => {
    const { authority, first } = await minted();
    authority.store.markConsumed(first.receiptId);
    const wish = { receiptId: first.receiptId, revokedBy: 'alice', reason: '' };
    expect(codesOf(await authority.receipts.revoke(wish))).toEqual(['receipt.consumed']);
    const foreign = { ...wish, receiptId: receiptIds.from(new Uint8Array(16)) };
    expect(codesOf(await authority.receipts.revoke(foreign))).toEqual([
      'authority.receipt_unknown',
    ]);
  });

  it('ends all live authority by a raised epoch, and mints in the new one', async () => {
    const { authority, plan } = await minted();
    const epoch = await authority.receipts.bumpConsumptionEpoch('restore');
    expect(epoch).toBe(instantToMs(authority.clock.now()));
    expect(await authority.receipts.live()).toEqual([]);
    expect(authority.store.auditRecords.at(-1)).toMatchObject({
      event: 'epoch.bumped',
      actor: 'restore',
      step: `epoch ${epoch}`,
    });
    const { receipts } = await authority.authorize(plan);
    expect(receipts.map(({ receipt }) => receipt)).toMatchObject(
      receipts.map(() => ({ enforceable: true, consumptionEpoch: epoch })),
    );
  });

  it('raises the epoch even where the clock stands still or has gone back', async () => {
    const { authority } = await minted();
    const epoch = await authority.receipts.bumpConsumptionEpoch('restore');
    expect(await authority.receipts.bumpConsumptionEpoch('restore')).toBe(epoch + 1);
    authority.clock.advance(-minuteMs);
    expect(await authority.receipts.bumpConsumptionEpoch('restore')).toBe(epoch + 2);
  });
});

describe('receipts under another trust root', () => {
  const struckOut = (name: string) => (root: TrustRoot) => ({
    keys: root.keys.filter(({ keyId }) => keyId !== sampleKey(name).keyId),
  });

  it.each<[string, (root: TrustRoot) => Partial<TrustRoot>]>([
    ['an approver’s key is struck out', struckOut('alice')],
    ['the mint’s key is struck out', struckOut('mint')],
    [
      'an approver turns out to be a bot',
      (root) => ({
        people: root.people.map((person) =>
          person.personId === 'bob' ? { ...person, kind: 'bot' } : person,
        ),
      }),
    ],
  ])('are taken back where %s', async (_what, change) => {
    const { authority } = await minted();
    const [spent] = authority.store.mints;
    if (spent === undefined) throw new TypeError('expected a mint');
    authority.store.markConsumed(spent.receiptId);
    await nextRoot(authority, change);
    expect(await authority.receipts.live()).toEqual([]);
    const revoked = authority.store.auditRecords.filter(({ event }) => event === 'receipt.revoked');
    expect(revoked.map(({ actor }) => actor)).toEqual(['security', 'security']);
  });

  it('stay where it takes nothing from what they rest on', async () => {
    const { authority } = await minted();
    await nextRoot(authority, struckOut('carol'));
    expect(await authority.receipts.live()).toHaveLength(3);
  });

  async function nextRoot(
    authority: FoundedAuthority,
    change: (root: TrustRoot) => Partial<TrustRoot>,
  ) {
    const root = { ...authority.root, ...change(authority.root), version: 2 };
    const envelope = await signedTrustRoot(root);
    mustAnswer(await authority.trustRegister.accept(envelope, 'security'));
  }
});
