// SPDX-License-Identifier: Apache-2.0
// Which statements of a ceremony count at an instant. Nothing is taken over from the time when they
// were recorded: signature, key, person and roles are judged again by the trust root in force.
import {
  refusal,
  whyApproverDoesNotCount,
  type Instant,
  type Person,
  type PlanOrigin,
  type Refusal,
  type SignatureVerifier,
  type TrustRoot,
} from '@marketops/core';
import type { AuthorityTransaction } from '../port/authority-store.ts';
import type { CountedApprover } from '../port/policy-port.ts';
import type { ApprovalRequest } from './approval-request.ts';
import { ceremonyStatements } from './ceremony-statements.ts';
import { examineStatement } from './examine-statement.ts';
import type { RecordedApproval } from './recorded-approval.ts';
import { statementMismatches } from './statement-mismatches.ts';

/** One approval that counts, and its person as the roster knows them now. */
export interface CountedApproval {
  readonly approver: CountedApprover;
  readonly recorded: RecordedApproval;
}

/** How a ceremony stands at an instant. */
export interface CeremonyCount {
  /** Approvals that count, of different people, in the order in which they were given. */
  readonly counted: readonly CountedApproval[];
  /** Why the others do not count any more. */
  readonly setAside: readonly Refusal[];
  /** The denial, which is final; null where nobody denied. */
  readonly denial: RecordedApproval | null;
}

/** What approvals are counted by. */
export interface CountContext {
  readonly root: TrustRoot;
  readonly verifier: SignatureVerifier;
  readonly at: Instant;
}

/** Counts the approvals of one ceremony. */
export async function countApprovals(
  transaction: Pick<AuthorityTransaction, 'approvals' | 'withdrawals'>,
  request: ApprovalRequest,
  context: CountContext,
): Promise<CeremonyCount> {
  const { standing, denial } = await ceremonyStatements(transaction, request.requestId);
  const counted = new Map<string, CountedApproval>();
  const setAside: Refusal[] = [];
  for (const approval of standing) {
    const judged = await judge(approval, request, context);
    if ('refusals' in judged) setAside.push(...judged.refusals);
    else if (!counted.has(judged.approver.personId)) counted.set(judged.approver.personId, judged);
  }
  return { counted: [...counted.values()], setAside, denial };
}

async function judge(
  recorded: RecordedApproval,
  request: ApprovalRequest,
  context: CountContext,
): Promise<CountedApproval | { readonly refusals: readonly Refusal[] }> {
  const { root, verifier, at } = context;
  const trust = { root, verifier, explainer: null, keyAt: null };
  const examined = await examineStatement(recorded.envelope, trust);
  if (!examined.ok) return { refusals: examined.refusals };
  const { approval, person } = examined.value;
  const mismatches = statementMismatches(approval, request, at);
  const self = selfApproval(person, request);
  const refusals = self === null ? mismatches : [...mismatches, self];
  return refusals.length === 0
    ? { approver: { personId: person.personId, roles: person.roles }, recorded }
    : { refusals };
}

/** Why this person's approval never counts in this ceremony, or null if it may. */
export function selfApproval(person: Person, request: ApprovalRequest): Refusal | null {
  const why = whyApproverDoesNotCount(person, originOf(request));
  if (why === null) return null;
  const details = { subject: person.personId, expected: 'another person', found: why };
  return refusal('approval.self', details);
}

/** Who brought the subject of a request about. */
function originOf(request: ApprovalRequest): PlanOrigin {
  return { proposer: request.proposer, facts: { lastAuthor: request.lastAuthor } };
}
