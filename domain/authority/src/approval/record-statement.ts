// SPDX-License-Identifier: Apache-2.0
// Takes a person's signed statement into a ceremony. An approval must be able to count; a denial is
// taken from anybody of the roster who may sign, ends the ceremony and takes unspent receipts back.
import {
  auditRecord,
  digestOfBytes,
  instantToMs,
  refusal,
  type Instant,
  type Refusal,
  type RequestId,
} from '@marketops/core';
import { denied, given, type Answer } from '../answer.ts';
import type { AuthorityTransaction } from '../port/authority-store.ts';
import { revokeUnspent } from '../receipt/revoke-unspent.ts';
import type { ApprovalRequest } from './approval-request.ts';
import { ceremonyStatements, type CeremonyStatements } from './ceremony-statements.ts';
import { selfApproval } from './counted-approvals.ts';
import {
  examineStatement,
  type ExaminedStatement,
  type StatementTrust,
} from './examine-statement.ts';
import { denialRefusal } from './open-request.ts';
import type { RecordedApproval } from './recorded-approval.ts';
import { isAskedFor } from './rule-assessment.ts';
import { rulesInWords } from './rule-words.ts';
import { statementMismatches } from './statement-mismatches.ts';

/** A signed statement, handed in for one ceremony. */
export interface HandedStatement {
  readonly requestId: RequestId;
  readonly envelope: Uint8Array;
}

/**
 * Records a statement, or says everything that speaks against it (codes `approval.*`). The very same
 * envelope handed in again changes nothing and answers with the first record.
 */
export async function recordStatement(
  transaction: AuthorityTransaction,
  handed: HandedStatement,
  trust: StatementTrust & { readonly keyAt: Instant },
): Promise<Answer<RecordedApproval>> {
  const request = await transaction.request(handed.requestId);
  if (request === null) {
    const details = { subject: handed.requestId, expected: 'an open request', found: 'none' };
    return denied(refusal('approval.request_unknown', details));
  }
  const examined = await examineStatement(handed.envelope, trust);
  if (!examined.ok) return examined;
  const statement = examined.value;
  const earlier = await ceremonyStatements(transaction, request.requestId);
  const known = earlier.all.find(({ digest }) => digest === statement.digest);
  const taken = earlier.withdrawals.some(({ approvalDigest }) => approvalDigest === known?.digest);
  if (known !== undefined && !taken) return given(known);
  const reasons = reasonsAgainst(statement, { request, earlier, now: trust.keyAt });
  const [first, ...more] = reasons;
  if (first !== undefined) return denied(first, ...more);
  const recorded = recordOf(statement, handed, trust.keyAt);
  await transaction.insertApproval(recorded);
  await transaction.appendAudit(recordedStatement(recorded, request));
  if (recorded.decision === 'deny') {
    await revokeUnspent(transaction, await transaction.mintsOfRequest(request.requestId), {
      at: trust.keyAt,
      revokedBy: recorded.personId,
      reason: 'the plan was denied',
    });
  }
  return given(recorded);
}

/** The audit record of statements or ceremonies that were refused. */
export function refusedCeremonyRecord(
  reasons: readonly Refusal[],
  of: { readonly at: Instant; readonly request: ApprovalRequest | null; document?: Uint8Array },
) {
  const { at, request, document } = of;
  return auditRecord({
    recordedAt: at,
    event: 'approval.refused',
    runId: request?.runId ?? null,
    planDigest: request?.planDigest ?? null,
    reasons: reasons.slice(0, reasonsPerRecordMax),
    documentDigest: document === undefined ? null : digestOfBytes(document),
  });
}

const reasonsPerRecordMax = 16;

interface StatementContext {
  readonly request: ApprovalRequest;
  readonly earlier: CeremonyStatements;
  readonly now: Instant;
}

function reasonsAgainst(
  statement: ExaminedStatement,
  { request, earlier, now }: StatementContext,
): readonly Refusal[] {
  const reasons: (Refusal | null)[] = [
    ...statementMismatches(statement.approval, request, now),
    earlier.denial === null ? null : denialRefusal(earlier.denial),
  ];
  if (statement.approval.decision === 'approve') {
    reasons.push(
      selfApproval(statement.person, request),
      roleMissing(statement, request),
      withdrawnBefore(statement, earlier),
      duplicateOf(statement, earlier),
    );
  }
  return reasons.filter((reason) => reason !== null);
}

function roleMissing({ person }: ExaminedStatement, request: ApprovalRequest): Refusal | null {
  const rules = request.required.flatMap((required) => required.rules);
  const approver = { personId: person.personId, roles: person.roles };
  if (rules.some((rule) => isAskedFor(rule, approver))) return null;
  return refusal('approval.role_missing', {
    subject: person.personId,
    expected: rulesInWords(rules),
    found: person.roles.length === 0 ? 'no role' : `roles ${person.roles.join(', ')}`,
  });
}

/**
 * Whoever took an approval back approves anew with a later date than both; the old word never counts
 * again. Its digest does not tell it: others can turn some signatures into another one, and a clock
 * that is ahead has dated it after its withdrawal.
 */
function withdrawnBefore(
  { approval, person }: ExaminedStatement,
  { all, withdrawals }: CeremonyStatements,
): Refusal | null {
  const past = withdrawals
    .filter(({ personId }) => personId === person.personId)
    .flatMap(({ approvalDigest, withdrawnAt }) => [
      withdrawnAt,
      ...all.filter(({ digest }) => digest === approvalDigest).map(({ decidedAt }) => decidedAt),
    ]);
  const after = past.find((at) => instantToMs(approval.decidedAt) <= instantToMs(at));
  if (after === undefined) return null;
  const expected = `a decision after ${after}`;
  const details = { subject: person.personId, expected, found: approval.decidedAt };
  return refusal('approval.withdrawn', details);
}

function duplicateOf(
  { person }: ExaminedStatement,
  { standing }: CeremonyStatements,
): Refusal | null {
  const first = standing.find(({ personId }) => personId === person.personId);
  if (first === undefined) return null;
  const found = `approved at ${first.decidedAt} by key ${first.keyId}`;
  const details = { subject: person.personId, expected: 'one approval of one person', found };
  return refusal('approval.duplicate', details);
}

function recordOf(
  { approval, digest, person, keyId }: ExaminedStatement,
  { envelope }: HandedStatement,
  now: Instant,
): RecordedApproval {
  return {
    digest,
    requestId: approval.requestId,
    personId: person.personId,
    keyId,
    decision: approval.decision,
    decidedAt: approval.decidedAt,
    expiresAt: approval.expiresAt,
    recordedAt: now,
    envelope,
  };
}

function recordedStatement(recorded: RecordedApproval, request: ApprovalRequest) {
  return auditRecord({
    recordedAt: recorded.recordedAt,
    event: recorded.decision === 'approve' ? 'approval.given' : 'approval.denied',
    runId: request.runId,
    planDigest: request.planDigest,
    actor: recorded.personId,
    documentDigest: recorded.digest,
  });
}
