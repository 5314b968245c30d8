// SPDX-License-Identifier: Apache-2.0
// Goal: a receipt is minted only by a key that the trust root in force lets mint, signed properly, and
// by a generator that keeps minting and advising apart.
import { describe, expect, it } from 'vitest';
import { ReceiptGenerator, asAdviseSigner, asMintSigner } from '@marketops/authority';
import { encodePlan } from '@marketops/core';
import {
  FoundedAuthority,
  foundAuthority,
  instantOf,
  mustAnswer,
  sampleAudience,
  sampleKey,
  sampleRunId,
  sampleTrustRoot,
  signedTrustRoot,
  testVerifier,
} from '@marketops/testkit';
import { approvedByTwo, codesOfReceipts } from './approved-plan.ts';

const minuteMs = 60_000;

describe('the keys of the receipt generator', () => {
  it('mints nothing with a key that the trust root does not let mint', async () => {
    const authority = await foundAuthority();
    const { plan } = await approvedByTwo(authority);
    const { root } = authority;
    const without = root.keys.filter(({ roles }) => !roles.includes('mint'));
    const rotated = { ...root, version: 2, keys: without };
    mustAnswer(await authority.trustRegister.accept(await signedTrustRoot(rotated), 'security'));
    const { receipts } = await authority.authorize(plan);
    expect(codesOfReceipts(receipts)[0]).toEqual(['receipt.signature_invalid']);
    expect(authority.store.mints).toEqual([]);
  });

  it('throws rather than record a receipt that its signer has not signed properly', async () => {
    const authority = await foundAuthority();
    const { plan } = await approvedByTwo(authority);
    const { store, clock, authorization } = authority;
    const broken = { ...sampleKey('mint'), sign: () => Promise.resolve(new Uint8Array(64)) };
    const generator = new ReceiptGenerator({
      authorization,
      store,
      clock,
      entropy: { bytes: (count) => new Uint8Array(count).fill(7) },
      verifier: testVerifier,
      mintSigner: asMintSigner(broken),
      adviseSigner: asAdviseSigner(sampleKey('advise')),
      audience: sampleAudience,
      actor: 'broken',
    });
    const asked = generator.generate({ plan: encodePlan(plan), runId: sampleRunId, mode: 'prod' });
    await expect(asked).rejects.toThrow('nobody would take');
    expect(store.mints).toEqual([]);
  });

  it('refuses one key as both signers, and a lifetime over a day', () => {
    const sign = (keys: { mint: string; advise: string; receiptLifetimeMs: number }) => () => {
      const { store, clock, authorization } = new FoundedAuthority({});
      return new ReceiptGenerator({
        authorization,
        store,
        clock,
        entropy: { bytes: (count) => new Uint8Array(count) },
        verifier: testVerifier,
        mintSigner: asMintSigner(sampleKey(keys.mint)),
        adviseSigner: asAdviseSigner(sampleKey(keys.advise)),
        audience: sampleAudience,
        actor: 'test',
        receiptLifetimeMs: keys.receiptLifetimeMs,
      });
    };
    const day = 24 * 60 * minuteMs;
    expect(sign({ mint: 'mint', advise: 'mint', receiptLifetimeMs: day })).toThrow(RangeError);
    expect(sign({ mint: 'mint', advise: 'advise', receiptLifetimeMs: day + 1 })).toThrow(
      RangeError,
    );
    expect(sign({ mint: 'mint', advise: 'advise', receiptLifetimeMs: 0 })).toThrow(RangeError);
  });

  it('mints nothing where the trust root has expired', async () => {
    const authority = await foundAuthority({
      root: { ...sampleTrustRoot(), expiresAt: instantOf('2026-11-20T12:30:00Z') },
    });
    const { plan } = await approvedByTwo(authority);
    authority.clock.advance(30 * minuteMs);
    const { receipts } = await authority.authorize(plan);
    expect(codesOfReceipts(receipts)[0]).toEqual(['trust.root_expired']);
  });
});
