// SPDX-License-Identifier: Apache-2.0
// The statements of one ceremony, told apart: approvals that stand, those taken back, the denial.
import type { RequestId, Sha256Digest } from '@marketops/core';
import type { AuthorityTransaction } from '../port/authority-store.ts';
import type { RecordedApproval, Withdrawal } from './recorded-approval.ts';

/** The statements of one ceremony. */
export interface CeremonyStatements {
  /** Every statement, in the order of recording. */
  readonly all: readonly RecordedApproval[];
  /** Approvals that nobody took back. Whether they count is another question. */
  readonly standing: readonly RecordedApproval[];
  readonly withdrawals: readonly Withdrawal[];
  /** The first denial; it is final. */
  readonly denial: RecordedApproval | null;
}

/** Reads the statements of one ceremony. */
export async function ceremonyStatements(
  transaction: Pick<AuthorityTransaction, 'approvals' | 'withdrawals'>,
  requestId: RequestId,
): Promise<CeremonyStatements> {
  const all = await transaction.approvals(requestId);
  const withdrawals = await transaction.withdrawals(requestId);
  const withdrawn = new Set<Sha256Digest>(withdrawals.map(({ approvalDigest }) => approvalDigest));
  return {
    all,
    standing: all.filter(
      ({ decision, digest }) => decision === 'approve' && !withdrawn.has(digest),
    ),
    withdrawals,
    denial: all.find(({ decision }) => decision === 'deny') ?? null,
  };
}
