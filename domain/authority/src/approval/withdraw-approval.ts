// SPDX-License-Identifier: Apache-2.0
// Takes approvals back. It needs no signature, because it only takes authority away: receipts that
// rest on an approval and are not spent are revoked with it.
import { auditRecord, refusal, type Instant, type PersonId, type RequestId } from '@marketops/core';
import { denied, given, type Answer } from '../answer.ts';
import type { AuthorityTransaction } from '../port/authority-store.ts';
import type { MintRecord } from '../receipt/mint-record.ts';
import { revokeUnspent } from '../receipt/revoke-unspent.ts';
import type { ApprovalRequest } from './approval-request.ts';
import { ceremonyStatements } from './ceremony-statements.ts';
import type { RecordedApproval, Withdrawal } from './recorded-approval.ts';

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
  for (const mint of await mintsOn(transaction, approval)) {
    if (!(await transaction.isConsumed(mint.receiptId))) continue;
    const found = `${mint.receiptId} is spent`;
    const details = { subject: personId, expected: 'receipts that nobody used', found };
    return denied(refusal('approval.spent', details));
  }
  const cause = { by: personId, reason, receipts: 'an approval was withdrawn', at: now };
  return given(await takeBack(transaction, { request, approval }, cause));
}

/** Who takes back every approval there is, and why. */
export interface WithdrawalOfAll {
  /** The person or process, for the log. */
  readonly by: string;
  readonly reason: string;
}

/**
 * Takes back every approval of every request that lives, whatever was spent on it, and says how many
 * there were: to be asked for where the store has forgotten what was said since.
 */
export async function withdrawAllApprovals(
  transaction: AuthorityTransaction,
  { by, reason }: WithdrawalOfAll,
  now: Instant,
): Promise<number> {
  const cause = { by, reason, receipts: reason, at: now };
  let count = 0;
  for (const request of await transaction.requestsLiveAt(now)) {
    const { standing } = await ceremonyStatements(transaction, request.requestId);
    for (const approval of standing) {
      await takeBack(transaction, { request, approval }, cause);
      count += 1;
    }
  }
  return count;
}

interface WithdrawalCause {
  readonly by: string;
  readonly reason: string;
  /** Why receipts that rest on it are revoked. */
  readonly receipts: string;
  readonly at: Instant;
}

async function takeBack(
  transaction: AuthorityTransaction,
  { request, approval }: { request: ApprovalRequest; approval: RecordedApproval },
  { by, reason, receipts, at }: WithdrawalCause,
): Promise<Withdrawal> {
  const { digest, personId } = approval;
  const { requestId } = request;
  const withdrawal = { approvalDigest: digest, requestId, personId, withdrawnAt: at, reason };
  await transaction.insertWithdrawal(withdrawal);
  await transaction.appendAudit(
    auditRecord({
      recordedAt: at,
      event: 'approval.withdrawn',
      runId: request.runId,
      planDigest: request.planDigest,
      actor: by,
      documentDigest: digest,
    }),
  );
  // Receipts of an earlier epoch have ended already.
  const epoch = await transaction.consumptionEpoch();
  const mints = await mintsOn(transaction, approval);
  const alive = mints.filter(({ consumptionEpoch }) => consumptionEpoch === epoch);
  await revokeUnspent(transaction, alive, { at, revokedBy: by, reason: receipts });
  return withdrawal;
}

async function mintsOn(
  transaction: AuthorityTransaction,
  { requestId, digest }: RecordedApproval,
): Promise<readonly MintRecord[]> {
  const mints = await transaction.mintsOfRequest(requestId);
  return mints.filter(({ approvalDigests }) => approvalDigests.includes(digest));
}
