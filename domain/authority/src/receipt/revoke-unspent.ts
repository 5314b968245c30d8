// SPDX-License-Identifier: Apache-2.0
// Takes receipts back before they are used. What is spent stays spent; what is revoked stays revoked.
import { auditRecord, type Instant } from '@marketops/core';
import type { AuthorityTransaction } from '../port/authority-store.ts';
import type { MintRecord } from './mint-record.ts';
import { ofReceipt } from './receipt-record.ts';

/** Why receipts are taken back, and by whom. */
export interface RevocationCause {
  readonly at: Instant;
  readonly revokedBy: string;
  readonly reason: string;
}

/** Revokes those of `mints` that are neither spent nor revoked, each with its audit record. */
export async function revokeUnspent(
  transaction: AuthorityTransaction,
  mints: readonly MintRecord[],
  cause: RevocationCause,
): Promise<readonly MintRecord[]> {
  const revoked: MintRecord[] = [];
  for (const mint of mints) {
    if (await transaction.isConsumed(mint.receiptId)) continue;
    if ((await transaction.revocation(mint.receiptId)) !== null) continue;
    await transaction.insertRevocation({
      receiptId: mint.receiptId,
      revokedAt: cause.at,
      revokedBy: cause.revokedBy,
      reason: cause.reason,
    });
    await transaction.appendAudit(revocationRecord(mint, cause));
    revoked.push(mint);
  }
  return revoked;
}

function revocationRecord(mint: MintRecord, { at, revokedBy }: RevocationCause) {
  return auditRecord({
    ...ofReceipt(mint, mint.receiptDigest),
    recordedAt: at,
    event: 'receipt.revoked',
    actor: revokedBy,
  });
}
