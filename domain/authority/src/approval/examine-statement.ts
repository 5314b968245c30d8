// SPDX-License-Identifier: Apache-2.0
// Finds out who signed a statement: one signature, by a key that may approve, of the very person that
// the statement names. What it says is judged elsewhere.
import {
  approvalKind,
  keyHolds,
  preAuthenticationEncoding,
  readSignedPredicate,
  refusal,
  type Approval,
  type DsseSignature,
  type Instant,
  type KeyId,
  type Person,
  type Refusal,
  type Sha256Digest,
  type SignatureVerifier,
  type SignedPredicate,
  type TrustKey,
  type TrustRoot,
} from '@marketops/core';
import { denied, given, type Answer } from '../answer.ts';
import type { SignatureExplainer } from '../port/signature-explainer.ts';

/** A statement whose signer is known. */
export interface ExaminedStatement {
  readonly approval: Approval;
  readonly digest: Sha256Digest;
  readonly person: Person;
  readonly keyId: KeyId;
}

/** What statements are judged by. */
export interface StatementTrust {
  readonly root: TrustRoot;
  readonly verifier: SignatureVerifier;
  readonly explainer: SignatureExplainer | null;
  /** An instant, beside the statement's own date, at which its key must hold; null for none. */
  readonly keyAt: Instant | null;
}

/** The person behind a statement's bytes, or why nobody is (codes `approval.*`). */
export async function examineStatement(
  envelope: Uint8Array,
  trust: StatementTrust,
): Promise<Answer<ExaminedStatement>> {
  const signed = readSignedPredicate(approvalKind, envelope);
  if (!signed.ok) {
    const { path, expected, found } = signed.problem;
    return denied(refusal('approval.malformed', { subject: `approval${path}`, expected, found }));
  }
  const [signature, ...more] = signed.value.envelope.signatures;
  if (signature === undefined || more.length > 0) {
    const found = `${signed.value.envelope.signatures.length}`;
    const details = { subject: 'signatures', expected: 'exactly one', found };
    return denied(refusal('approval.malformed', details));
  }
  const key = approvingKey(signed.value.predicate, signature, trust);
  if (!key.ok) return key;
  const flaw = await signatureFlaw(signed.value, { signature, key: key.value, trust });
  return flaw === null ? signerOf(signed.value, key.value, trust.root) : denied(flaw);
}

function approvingKey(
  approval: Approval,
  { keyid }: DsseSignature,
  trust: StatementTrust,
): Answer<TrustKey> {
  const key = trust.root.keys.find((candidate) => candidate.keyId === keyid);
  if (key === undefined) {
    const details = { subject: 'key', expected: 'a key of the trust root', found: keyid };
    return denied(refusal('approval.key_unknown', details));
  }
  const instants = [approval.decidedAt, ...(trust.keyAt === null ? [] : [trust.keyAt])];
  const outside = instants.find((at) => !keyHolds(key, { role: 'approve', at }));
  if (outside === undefined) return given(key);
  const window = `${key.validFrom} to ${key.validUntil ?? 'any time'}`;
  return denied(
    refusal('approval.key_not_trusted', {
      subject: keyid,
      expected: `a key that may approve at ${outside}`,
      found: `${key.roles.join(', ')}, valid ${window}`,
    }),
  );
}

async function signatureFlaw(
  signed: SignedPredicate<Approval>,
  by: { signature: DsseSignature; key: TrustKey; trust: StatementTrust },
): Promise<Refusal | null> {
  const { signature, key, trust } = by;
  const { payloadType, payload } = signed.envelope;
  const message = preAuthenticationEncoding(payloadType, payload);
  if (await trust.verifier.verify(key, message, signature.sig)) return null;
  const code =
    (await trust.explainer?.explain(key, message, signature.sig)) ?? 'approval.signature_invalid';
  return refusal(code, {
    subject: key.keyId,
    expected: `a genuine ${key.algorithm} signature`,
    found: 'another one',
  });
}

function signerOf(
  signed: SignedPredicate<Approval>,
  key: TrustKey,
  root: TrustRoot,
): Answer<ExaminedStatement> {
  const { predicate: approval, digest } = signed;
  const person = root.people.find(({ personId }) => personId === key.personId);
  if (person === undefined || person.personId !== approval.approver) {
    return denied(
      refusal('approval.person_mismatch', {
        subject: 'approver',
        expected: key.personId ?? 'nobody: the key has no owner',
        found: approval.approver,
      }),
    );
  }
  return given({ approval, digest, person, keyId: key.keyId });
}
