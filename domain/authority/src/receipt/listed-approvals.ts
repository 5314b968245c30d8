// SPDX-License-Identifier: Apache-2.0
// The signed bytes of the approvals that receipts list: a publisher verifies each of them itself.
import type { RequestId, Sha256Digest } from '@marketops/core';
import type { AuthorityTransaction } from '../port/authority-store.ts';
import type { ApprovalEnvelope, IssuedReceipt } from './issued-receipt.ts';

/** The envelope of each approval that one of the receipts lists, once. */
export async function listedApprovals(
  transaction: AuthorityTransaction,
  receipts: readonly IssuedReceipt[],
): Promise<readonly ApprovalEnvelope[]> {
  const listed = new Set<Sha256Digest>();
  const requests = new Set<RequestId>();
  for (const issued of receipts) {
    if (!issued.enforceable) continue;
    for (const { digest } of issued.receipt.approvals) listed.add(digest);
    const mint = await transaction.mint(issued.receiptId);
    if (mint !== null) requests.add(mint.requestId);
  }
  const envelopes: ApprovalEnvelope[] = [];
  for (const requestId of requests) {
    for (const { digest, envelope } of await transaction.approvals(requestId)) {
      if (listed.has(digest)) envelopes.push({ digest, envelope });
    }
  }
  return envelopes;
}
