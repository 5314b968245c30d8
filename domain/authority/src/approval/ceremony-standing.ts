// SPDX-License-Identifier: Apache-2.0
// How a ceremony stands, for people: who approved, who does not count and why, what is missing.
import { instantToMs, type Refusal } from '@marketops/core';
import type { AuthorityTransaction } from '../port/authority-store.ts';
import type { ApprovalRequest, ApprovalSubject } from './approval-request.ts';
import {
  countApprovals,
  type CeremonyCount,
  type CountContext,
  type CountedApproval,
} from './counted-approvals.ts';
import type { RecordedApproval } from './recorded-approval.ts';
import { assessRules } from './rule-assessment.ts';
import { rulesInWords } from './rule-words.ts';

/** How the rules of one subject stand. */
export interface SubjectStanding {
  readonly subject: ApprovalSubject;
  /** Who must approve, in words. */
  readonly asked: string;
  readonly satisfied: boolean;
  /** Who is missing, in words; empty if satisfied. */
  readonly missing: string;
}

/** How a ceremony stands at an instant. */
export interface CeremonyStanding {
  readonly request: ApprovalRequest;
  /** `approved`: every subject is; whether receipts are minted is decided anew when it is asked. */
  readonly state: 'open' | 'approved' | 'denied' | 'expired';
  readonly counted: readonly CountedApproval[];
  readonly setAside: readonly Refusal[];
  readonly denial: RecordedApproval | null;
  readonly subjects: readonly SubjectStanding[];
}

/** Tells how a ceremony stands by the roster in force. */
export async function ceremonyStanding(
  transaction: Pick<AuthorityTransaction, 'approvals' | 'withdrawals'>,
  request: ApprovalRequest,
  context: CountContext,
): Promise<CeremonyStanding> {
  const count = await countApprovals(transaction, request, context);
  const approvers = count.counted.map(({ approver }) => approver);
  const subjects = request.required.map(({ subject, rules }) => ({
    subject,
    asked: rulesInWords(rules),
    ...assessRules(rules, approvers),
  }));
  return { request, state: stateOf(request, { count, subjects, context }), ...count, subjects };
}

function stateOf(
  { expiresAt }: ApprovalRequest,
  by: {
    readonly count: CeremonyCount;
    readonly subjects: readonly SubjectStanding[];
    readonly context: CountContext;
  },
): CeremonyStanding['state'] {
  if (by.count.denial !== null) return 'denied';
  if (instantToMs(expiresAt) <= instantToMs(by.context.at)) return 'expired';
  return by.subjects.every(({ satisfied }) => satisfied) ? 'approved' : 'open';
}
