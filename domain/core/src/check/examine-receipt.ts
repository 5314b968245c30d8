// SPDX-License-Identifier: Apache-2.0
// Reads what was submitted and finds out which signatures are genuine, before any check is decided.
import { approvalKind } from '../approval/approval.ts';
import type { SignatureVerifier } from '../port/signing.ts';
import { advisoryReceiptKind } from '../receipt/advisory-receipt.ts';
import { enforceableReceiptKind } from '../receipt/enforceable-receipt.ts';
import { parseEnvelope } from '../dsse/envelope.ts';
import { PREDICATE_TYPES } from '../signed/predicate-types.ts';
import { readPredicateType, readSignedPredicate } from '../signed/signed-predicate.ts';
import { verifyingKeys } from '../signed/verify-envelope.ts';
import type { TrustRoot } from '../trust/trust-root.ts';
import type { ApprovalReading, ReceiptReading } from './admission-facts.ts';

/** What signatures are judged by. */
export interface Trust {
  readonly root: TrustRoot;
  readonly verifier: SignatureVerifier;
}

/** Reads a receipt; `null` is no receipt. Never throws on foreign bytes. */
export async function examineReceipt(
  bytes: Uint8Array | null,
  trust: Trust,
): Promise<ReceiptReading> {
  if (bytes === null) return { kind: 'absent' };
  const envelope = parseEnvelope(bytes);
  if (!envelope.ok) return { kind: 'malformed', problem: envelope.problem };
  const predicateType = readPredicateType(envelope.value);
  if (!predicateType.ok) return { kind: 'malformed', problem: predicateType.problem };
  if (predicateType.value === PREDICATE_TYPES.advisoryReceipt) {
    const advisory = readSignedPredicate(advisoryReceiptKind, bytes);
    return advisory.ok
      ? {
          kind: 'advisory',
          receiptId: advisory.value.predicate.receiptId,
          digest: advisory.value.digest,
        }
      : { kind: 'malformed', problem: advisory.problem };
  }
  const signed = readSignedPredicate(enforceableReceiptKind, bytes);
  if (!signed.ok) return { kind: 'malformed', problem: signed.problem };
  const { predicate: receipt, digest } = signed.value;
  const requirement = { role: 'mint', at: receipt.issuedAt } as const;
  const keys = await verifyingKeys(signed.value.envelope, trust, requirement);
  const mintSignatureGenuine = keys.length === 1 && envelope.value.signatures.length === 1;
  return { kind: 'enforceable', receipt, digest, mintSignatureGenuine };
}

/** Reads approvals; one that cannot be read or was not signed by its person counts for nothing. */
export async function examineApprovals(
  envelopes: readonly Uint8Array[],
  trust: Trust,
): Promise<readonly ApprovalReading[]> {
  const readings: ApprovalReading[] = [];
  for (const bytes of envelopes) readings.push(await examineApproval(bytes, trust));
  return readings;
}

async function examineApproval(bytes: Uint8Array, trust: Trust): Promise<ApprovalReading> {
  const signed = readSignedPredicate(approvalKind, bytes);
  if (!signed.ok) return { digest: null, approval: null, person: null };
  const { predicate: approval, digest, envelope } = signed.value;
  const requirement = { role: 'approve', at: approval.decidedAt } as const;
  const keys = await verifyingKeys(envelope, trust, requirement);
  const owners = new Set(keys.map((key) => key.personId));
  const person =
    owners.size === 1
      ? trust.root.people.find((candidate) => owners.has(candidate.personId))
      : undefined;
  return { digest, approval, person: person ?? null };
}
