// SPDX-License-Identifier: Apache-2.0
// Takes back what a new trust root takes the ground from: receipts by a mint's key, or on approvals of
// people and keys, that count no more under it. A publisher that still knows the root before it is told
// so by the revocation.
import {
  examineReceipt,
  type Instant,
  type RequestId,
  type Sha256Digest,
  type SignatureVerifier,
  type TrustRoot,
} from '@marketops/core';
import { countApprovals } from '../approval/counted-approvals.ts';
import type { AuthorityTransaction } from '../port/authority-store.ts';
import type { MintRecord } from './mint-record.ts';
import { revokeUnspent } from './revoke-unspent.ts';

/** The trust root that is put in force, by whom and when. */
export interface NewTrust {
  readonly root: TrustRoot;
  readonly verifier: SignatureVerifier;
  readonly at: Instant;
  readonly actor: string;
}

/** Revokes every unspent receipt that would not be minted by this mint on these approvals now. */
export async function revokeUnfounded(
  transaction: AuthorityTransaction,
  trust: NewTrust,
): Promise<void> {
  const counted = new Map<RequestId, ReadonlySet<Sha256Digest>>();
  const unfounded: MintRecord[] = [];
  for (const mint of await transaction.mintsUnexpiredAt(trust.at)) {
    const { requestId, approvalDigests } = mint;
    const known = counted.get(requestId) ?? (await countedDigests(transaction, requestId, trust));
    counted.set(requestId, known);
    const approved = approvalDigests.every((digest) => known.has(digest));
    if (!approved || !(await isGenuine(mint, trust))) unfounded.push(mint);
  }
  const { at, actor: revokedBy } = trust;
  const reason = 'the trust root changed, and what it rests on counts no more';
  await revokeUnspent(transaction, unfounded, { at, revokedBy, reason });
}

async function countedDigests(
  transaction: AuthorityTransaction,
  requestId: RequestId,
  trust: NewTrust,
): Promise<ReadonlySet<Sha256Digest>> {
  const request = await transaction.request(requestId);
  if (request === null) return new Set();
  const { counted } = await countApprovals(transaction, request, trust);
  return new Set(counted.map(({ recorded }) => recorded.digest));
}

async function isGenuine({ envelope }: MintRecord, trust: NewTrust): Promise<boolean> {
  const reading = await examineReceipt(envelope, trust);
  return reading.kind === 'enforceable' && reading.mintSignatureGenuine;
}
