// SPDX-License-Identifier: Apache-2.0
// What every record of a receipt says of it, whether it was minted, denied or taken back.
import type { Sha256Digest } from '@marketops/core';
import type { MintRecord } from './mint-record.ts';

/** What a receipt of either kind, or what is kept of one, is bound to. */
type BoundReceipt = Pick<
  MintRecord,
  | 'runId'
  | 'operationId'
  | 'operationKind'
  | 'repository'
  | 'receiptId'
  | 'operationDigest'
  | 'planDigest'
>;

/** The members of an audit record that name a receipt and what it is bound to. */
export function ofReceipt(receipt: BoundReceipt, receiptDigest: Sha256Digest) {
  return {
    runId: receipt.runId,
    operationId: receipt.operationId,
    operationKind: receipt.operationKind,
    repository: receipt.repository,
    receiptId: receipt.receiptId,
    receiptDigest,
    operationDigest: receipt.operationDigest,
    planDigest: receipt.planDigest,
  };
}
