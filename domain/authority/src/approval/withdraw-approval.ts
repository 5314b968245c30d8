// SPDX-License-Identifier: Apache-2.0
// Takes an approval back. It needs no signature, because it only takes authority away: receipts that
// rest on the approval and are not spent are revoked with it.
import { auditRecord, refusal, type Instant, type PersonId, type RequestId } from '@marketops/core';
import { denied, given, type Answer } from '../answer.ts';
import type { AuthorityTransaction } from '../port/authority-store.ts';
import { revokeUnspent } from '../receipt/revoke-unspent.ts';
import { ceremonyStatements } from './ceremony-statements.ts';
import type { Withdrawal } from './recorded-approval.ts';

/** Who takes which approval back, and why. The caller has made sure that it is this person. */
export interface WithdrawalWish {
  readonly requestId: RequestId;
  readonly personId: PersonId;
  readonly reason: string;
}

/** Withdraws the approval that a person has given, as long as nothing was spent on it. */
export async function withdrawApproval(
  transaction: AuthorityTransaction,
  { requestId, personId, reason }: WithdrawalWish,
  now: Instant,
): Promise<Answer<Withdrawal>> {
  const request = await transaction.request(requestId);
  if (request === null) {
    const details = { subject: requestId, expected: 'a request', found: 'none' };
    return denied(refusal('approval.request_unknown', details));
  }
  const { standing } = await ceremonyStatements(transaction, requestId);
  const approval = standing.find((statement) => statement.personId === personId);
  if (approval === undefined) {
    const details = { subject: personId, expected: 'an approval that stands', found: 'none' };
    return denied(refusal('approval.not_given', details));
  }
  const mints = (await transaction.mintsOfRequest(requestId)).filter(({ approvalDigests }) =>
    approvalDigests.includes(approval.digest),
  );
  for (const mint of mints) {
    if (!(await transaction.isConsumed(mint.receiptId))) continue;
    const found = `${mint.receiptId} is spent`;
    const details = { subject: personId, expected: 'receipts that nobody used', found };
    return denied(refusal('approval.spent', details));
  }
  const withdrawal = {
    approvalDigest: approval.digest,
    requestId,
    personId,
    withdrawnAt: now,
    reason,
  };
  await transaction.insertWithdrawal(withdrawal);
  await transaction.appendAudit(
    auditRecord({
      recordedAt: now,
      event: 'approval.withdrawn',
      runId: request.runId,
      planDigest: request.planDigest,
      actor: personId,
      documentDigest: approval.digest,
    }),
  );
  const cause = { at: now, revokedBy: personId, reason: 'an approval was withdrawn' };
  await revokeUnspent(transaction, mints, cause);
  return given(withdrawal);
}
