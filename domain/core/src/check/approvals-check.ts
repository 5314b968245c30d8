// SPDX-License-Identifier: Apache-2.0
// Check 13: the approvals that a receipt lists are all here, genuine, for this plan, by enough
// distinct people, none of them proposer, principal, last author or bot.
import type { Approval } from '../approval/approval.ts';
import { LIMITS } from '../limits.ts';
import type { PublicationPlan } from '../plan/publication-plan.ts';
import type { EnforceableReceipt } from '../receipt/enforceable-receipt.ts';
import { refusal, type Refusal } from '../refusal/refusal.ts';
import { instantToMs } from '../time/instant.ts';
import type { Person } from '../trust/trust-root.ts';
import type { AdmissionFacts, ApprovalReading } from './admission-facts.ts';
import { notEvaluated, type Finding } from './check-result.ts';

/** Who brought a plan about, as far as it decides whose approval counts. */
export interface PlanOrigin {
  readonly proposer: PublicationPlan['proposer'];
  readonly facts: Pick<PublicationPlan['facts'], 'lastAuthor'>;
}

/** Why a person's approval of a plan never counts, or null if it may. */
export function whyApproverDoesNotCount(person: Person, plan: PlanOrigin): string | null {
  const { proposer, facts } = plan;
  if (person.kind === 'bot') return `${person.personId} is a bot`;
  if (person.personId === proposer.id) return `${person.personId} is the proposer`;
  if (person.personId === proposer.onBehalfOf) {
    return `${person.personId} is the person behind ${proposer.id}`;
  }
  const author = facts.lastAuthor?.toLowerCase();
  if (author !== undefined && person.emails.some((email) => email.toLowerCase() === author)) {
    return `${person.personId} is the last author`;
  }
  return null;
}

/** Evaluates check 13. */
export function approvalsCheck(receipt: EnforceableReceipt, facts: AdmissionFacts): Finding {
  const { plan, pins } = facts;
  const peopleMin = pins.approvalsMin[receipt.operationKind];
  const expected = `at least ${peopleMin} people, each with a genuine approval of this plan`;
  if (plan === null) return notEvaluated(expected, 'no plan to read the proposer from');

  const refusals: Refusal[] = [];
  const people = new Set<string>();
  for (const { digest } of receipt.approvals) {
    const reading = facts.approvals.find((candidate) => candidate.digest === digest);
    const found = examineApproval(digest, reading, { receipt, plan, facts });
    if (typeof found === 'string') people.add(found);
    else refusals.push(found);
  }
  if (people.size < peopleMin) {
    refusals.push(
      refusal('approval.insufficient', {
        subject: receipt.receiptId,
        expected: `${peopleMin} different people`,
        found: `${people.size}`,
      }),
    );
  }
  const [first, ...more] = refusals;
  return first === undefined
    ? { verdict: 'passed', expected, found: `${people.size} people` }
    : { verdict: 'refused', refusals: [first, ...more] };
}

interface ApprovalContext {
  readonly receipt: EnforceableReceipt;
  readonly plan: PublicationPlan;
  readonly facts: AdmissionFacts;
}

/** The person who approved, or why this approval does not count. */
function examineApproval(
  digest: string,
  reading: ApprovalReading | undefined,
  context: ApprovalContext,
): string | Refusal {
  if (reading === undefined) {
    return refusal('approval.missing', {
      subject: digest,
      expected: 'the approval',
      found: 'nothing',
    });
  }
  const { approval, person } = reading;
  if (approval === null || person === null || person.personId !== approval.approver) {
    return refusal('approval.invalid', {
      subject: digest,
      expected: 'a signature by a key of the approver',
      found: 'no such signature',
    });
  }
  const { receipt, plan, facts } = context;
  const wrong = approvalMismatch(reading, receipt) ?? approvalOutOfTime(approval, receipt);
  if (wrong !== null) return wrong;
  if (instantToMs(facts.state.now) >= instantToMs(approval.expiresAt)) {
    return refusal('approval.expired', {
      subject: digest,
      expected: `use before ${approval.expiresAt}`,
      found: facts.state.now,
    });
  }
  const self = whyApproverDoesNotCount(person, plan);
  return self === null
    ? person.personId
    : refusal('approval.self', { subject: digest, expected: 'another person', found: self });
}

/**
 * An approval's own dates decide by which key it counts, so they are bounded from outside: it lives no
 * longer than a request may, and was given before the receipt was issued. A key that was retired
 * cannot sign into the past for longer than that.
 */
function approvalOutOfTime(approval: Approval, receipt: EnforceableReceipt): Refusal | null {
  const decidedMs = instantToMs(approval.decidedAt);
  const lifetimeMs = instantToMs(approval.expiresAt) - decidedMs;
  const latestMs = instantToMs(receipt.issuedAt) + LIMITS.clockLeewayMs;
  if (lifetimeMs <= LIMITS.approvalRequestLifetimeMs && decidedMs <= latestMs) return null;
  return refusal('approval.invalid', {
    subject: `dates of the approval by ${approval.approver}`,
    expected: `given before ${receipt.issuedAt}, for at most 72 hours`,
    found: `given ${approval.decidedAt}, until ${approval.expiresAt}`,
  });
}

function approvalMismatch(reading: ApprovalReading, receipt: EnforceableReceipt): Refusal | null {
  const { approval, digest } = reading;
  if (approval === null) return null;
  const bound = approval.operationDigests.some(
    (operation) =>
      operation.operationId === receipt.operationId && operation.digest === receipt.operationDigest,
  );
  const comparisons: readonly (readonly [string, string, string])[] = [
    ['decision', 'approve', approval.decision],
    ['plan', receipt.planDigest, approval.planDigest],
    ['policy', receipt.policy.digest, approval.policyDigest],
    ['instance', receipt.instance, approval.instance],
    [
      'operation',
      receipt.operationDigest,
      bound ? receipt.operationDigest : 'not among its operations',
    ],
  ];
  const wrong = comparisons.find(([, expected, found]) => expected !== found);
  if (wrong === undefined) return null;
  const [what, expected, found] = wrong;
  return refusal('approval.invalid', {
    subject: `${what} of approval ${digest ?? ''}`,
    expected,
    found,
  });
}
