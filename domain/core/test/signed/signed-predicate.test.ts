// SPDX-License-Identifier: Apache-2.0
// Goal: one kind of signed thing is never read as another, its statement must be about the thing
// itself, and a signature counts only by a key that held the role at the time.
import {
  advisoryReceiptKind,
  approvalKind,
  encodeEnvelope,
  enforceableReceiptKind,
  examineReceipt,
  IN_TOTO_PAYLOAD_TYPE,
  parseEnvelope,
  PREDICATE_TYPES,
  readSignedPredicate,
  signPredicate,
  trustRootKind,
  verifyingKeys,
} from '@marketops/core';
import {
  instantOf,
  must,
  sampleApproval,
  sampleKey,
  sampleReceipt,
  sampleTagRepo,
  sampleTrustRoot,
  signedApproval,
  signedReceipt,
  testVerifier,
} from '@marketops/testkit';
import { describe, expect, it } from 'vitest';
import { encodeStatement } from '../../src/dsse/statement.ts';

const receipt = sampleReceipt(sampleTagRepo(), []);
const trust = { root: sampleTrustRoot(), verifier: testVerifier };

describe('a signed predicate', () => {
  it('is read back as what was signed', async () => {
    const read = must(readSignedPredicate(enforceableReceiptKind, await signedReceipt(receipt)));
    expect(read.predicate).toEqual(receipt);
  });

  it('of one kind is not read as any other', async () => {
    const bytes = await signedReceipt(receipt);
    const refusals = [
      readSignedPredicate(advisoryReceiptKind, bytes),
      readSignedPredicate(approvalKind, bytes),
      readSignedPredicate(trustRootKind, bytes),
    ];
    for (const refusal of refusals) {
      expect(refusal).toMatchObject({ ok: false, problem: { path: '/predicateType' } });
    }
  });

  it('whose statement is about something else is refused', async () => {
    const payload = encodeStatement({
      subject: [{ name: receipt.operationId, digest: { sha256: 'b'.repeat(64) } }],
      predicateType: PREDICATE_TYPES.enforceableReceipt,
      predicate: receipt,
    });
    const sig = await sampleKey('mint').sign(payload);
    const bytes = encodeEnvelope({
      payload,
      payloadType: IN_TOTO_PAYLOAD_TYPE,
      signatures: [{ keyid: sampleKey('mint').keyId, sig }],
    });
    expect(readSignedPredicate(enforceableReceiptKind, bytes)).toMatchObject({
      ok: false,
      problem: { path: '/subject' },
    });
  });
});

describe('verifying keys', () => {
  async function keysFor(role: 'mint' | 'approve', at = '2026-11-20T11:55:00Z') {
    const envelope = must(parseEnvelope(await signedReceipt(receipt)));
    return verifyingKeys(envelope, trust, { role, at: instantOf(at) });
  }

  it('are those whose genuine signature the envelope carries', async () => {
    expect((await keysFor('mint')).map(({ keyId }) => keyId)).toEqual([sampleKey('mint').keyId]);
  });

  it('do not include a key that has another role', async () => {
    expect(await keysFor('approve')).toEqual([]);
  });

  it('do not include a key before it became valid', async () => {
    expect(await keysFor('mint', '2025-12-31T23:59:59Z')).toEqual([]);
  });

  it('do not include one key twice, nor a signature that is not over these bytes', async () => {
    const mint = sampleKey('mint');
    const twice = await signPredicate(enforceableReceiptKind, receipt, [mint, mint]);
    const envelope = must(parseEnvelope(twice));
    const at = receipt.issuedAt;
    expect(await verifyingKeys(envelope, trust, { role: 'mint', at })).toHaveLength(1);
    const payload = new Uint8Array([...envelope.payload, 32]);
    expect(await verifyingKeys({ ...envelope, payload }, trust, { role: 'mint', at })).toEqual([]);
  });
});

describe('examining a receipt', () => {
  it('finds no genuine mint signature where there are two signatures', async () => {
    const keys = [sampleKey('mint'), sampleKey('mint')];
    const bytes = await signPredicate(enforceableReceiptKind, receipt, keys);
    const reading = await examineReceipt(bytes, trust);
    expect(reading).toMatchObject({ kind: 'enforceable', mintSignatureGenuine: false });
  });

  it('calls an approval that is handed in as a receipt malformed', async () => {
    const approval = await signedApproval(sampleApproval('alice'));
    expect(await examineReceipt(approval, trust)).toMatchObject({ kind: 'malformed' });
  });

  it('never accepts a receipt with one byte changed', async () => {
    const bytes = await signedReceipt(receipt);
    for (let index = 0; index < bytes.length; index += 1) {
      const changed = bytes.slice();
      changed[index] = (changed[index] ?? 0) ^ 1;
      const reading = await examineReceipt(changed, trust);
      const trusted = reading.kind === 'enforceable' && reading.mintSignatureGenuine;
      expect(trusted, `byte ${index}`).toBe(false);
    }
  });
});
