// SPDX-License-Identifier: Apache-2.0
// Receipts of a run as the store holds them: to carry on with what was minted before, and never with
// what expired, was revoked or belongs to an earlier epoch.
import {
  enforceableReceiptKind,
  instantToMs,
  readSignedPredicate,
  type Instant,
  type RunId,
} from '@marketops/core';
import type { AuthorityTransaction } from '../port/authority-store.ts';
import type { IssuedEnforceable } from './issued-receipt.ts';
import type { MintRecord } from './mint-record.ts';

/** The receipts of a run that were used, and those that still can be, in order of minting. */
export async function recallReceipts(
  transaction: AuthorityTransaction,
  runId: RunId,
  now: Instant,
): Promise<readonly IssuedEnforceable[]> {
  const minted: IssuedEnforceable[] = [];
  for (const mint of await transaction.mintsOfRun(runId)) {
    if (await mayBeRecalled(transaction, mint, now)) minted.push(issuedFrom(mint));
  }
  return minted;
}

async function mayBeRecalled(
  transaction: AuthorityTransaction,
  mint: MintRecord,
  now: Instant,
): Promise<boolean> {
  if (await transaction.isConsumed(mint.receiptId)) return true;
  const expired = instantToMs(mint.expiresAt) <= instantToMs(now);
  const current = mint.consumptionEpoch === (await transaction.consumptionEpoch());
  return !expired && current && (await transaction.revocation(mint.receiptId)) === null;
}

function issuedFrom(mint: MintRecord): IssuedEnforceable {
  const signed = readSignedPredicate(enforceableReceiptKind, mint.envelope);
  if (!signed.ok || signed.value.digest !== mint.receiptDigest) {
    throw new Error(`the stored receipt ${mint.receiptId} is not what was minted`);
  }
  return {
    enforceable: true,
    receiptId: mint.receiptId,
    operationId: mint.operationId,
    operationKind: mint.operationKind,
    receiptDigest: mint.receiptDigest,
    envelope: mint.envelope,
    receipt: signed.value.predicate,
    refusals: [],
    expiresAt: mint.expiresAt,
  };
}
