// SPDX-License-Identifier: Apache-2.0
// The statements of one ceremony, told apart: approvals that stand, those taken back, the denial. What
// a statement says is read from the bytes that were signed: a row that says otherwise is damaged.
import {
  approvalKind,
  readSignedPredicate,
  type RequestId,
  type Sha256Digest,
} from '@marketops/core';
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

/** Reads the statements of one ceremony. Throws where a row is not what was signed. */
export async function ceremonyStatements(
  transaction: Pick<AuthorityTransaction, 'approvals' | 'withdrawals'>,
  requestId: RequestId,
): Promise<CeremonyStatements> {
  const all = await transaction.approvals(requestId);
  for (const statement of all) requireAsSigned(statement);
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

function requireAsSigned(recorded: RecordedApproval): void {
  const signed = readSignedPredicate(approvalKind, recorded.envelope);
  if (signed.ok) {
    const { digest, predicate } = signed.value;
    const same =
      digest === recorded.digest &&
      predicate.requestId === recorded.requestId &&
      predicate.approver === recorded.personId &&
      predicate.decision === recorded.decision &&
      predicate.decidedAt === recorded.decidedAt &&
      predicate.expiresAt === recorded.expiresAt;
    if (same) return;
  }
  throw new Error(`the stored approval ${recorded.digest} is not what was signed`);
}
