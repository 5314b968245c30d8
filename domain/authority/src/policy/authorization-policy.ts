// SPDX-License-Identifier: Apache-2.0
// Decides what may be minted: policy permits it, and enough different people approved it in a
// ceremony that nobody ended with a denial. All reasons against are found, none hides another.
import {
  LIMITS,
  refusal,
  type PlannedOperation,
  type Refusal,
  type SignatureVerifier,
} from '@marketops/core';
import { byFixer } from '../answer.ts';
import type { ApprovalRequest } from '../approval/approval-request.ts';
import type { ApprovalRule } from '../approval/approval-rule.ts';
import type { CeremonyCount, CountedApproval } from '../approval/counted-approvals.ts';
import type { RecordedApproval } from '../approval/recorded-approval.ts';
import { assessRule, assessRules, isAskedFor } from '../approval/rule-assessment.ts';
import type { AuthorityTransaction } from '../port/authority-store.ts';
import type { PolicyPort } from '../port/policy-port.ts';
import { policyReasons } from './ask-policy.ts';
import { planGround, type PlanGround, type WeighingRequest } from './plan-ground.ts';
import { rulesFor } from './policy-standing.ts';
import type { WeighedOperation } from './weighing.ts';

/** What an authorization policy works with. */
export interface AuthorizationPolicyOptions {
  readonly policy: PolicyPort;
  readonly verifier: SignatureVerifier;
}

/** Combines the policy's decision with the approvals rule. */
export class AuthorizationPolicy {
  readonly #options: AuthorizationPolicyOptions;

  constructor(options: AuthorizationPolicyOptions) {
    this.#options = options;
  }

  /**
   * Weighs every operation of a plan as it stands in `transaction` at `at`, in the plan's order
   * (docs/reference/policy.md). An operation whose dependency may not ship is held back
   * (`plan.held_back`).
   */
  async weigh(
    transaction: AuthorityTransaction,
    request: WeighingRequest,
  ): Promise<readonly WeighedOperation[]> {
    const ground = await planGround(transaction, request, this.#options);
    const weighed: WeighedOperation[] = [];
    const barred = new Set<string>();
    for (const planned of request.plan.operations) {
      const spent = await spentReceipt(transaction, planned);
      const own = await this.#reasonsAgainst(planned, ground);
      const held = planned.dependsOn.filter((id) => barred.has(id)).map(heldBack);
      const others = [...own, ...held];
      // What is spent has shipped or is being carried out: its dependants wait for its outcome.
      if (others.length > 0 && spent === null) barred.add(planned.operation.operationId);
      weighed.push(verdictOn(planned, ground, spent === null ? others : [...others, spent]));
    }
    return weighed;
  }

  async #reasonsAgainst(
    { operation }: PlannedOperation,
    ground: PlanGround,
  ): Promise<readonly Refusal[]> {
    const { plan, policy, root, ceremony, at } = ground;
    if (policy === null || root === null) return ground.reasons;
    const counted = ceremony?.count.counted ?? [];
    const approvers = counted.map(({ approver }) => approver);
    const reasons = [...ground.reasons];
    const rules = rulesFor(policy, operation.kind);
    if (!rules.ok) reasons.push(...rules.refusals);
    else if (ceremony !== null) {
      const { satisfied, missing } = assessRules(rules.value, approvers);
      if (!satisfied) reasons.push(insufficient(ceremony, missing), ...ceremony.count.setAside);
    }
    const against = await policyReasons(this.#options.policy, policy.reference, {
      action: operation.kind,
      repository: operation.repository,
      proposer: plan.proposer,
      facts: plan.facts,
      approvers,
      root,
      at,
    });
    return [...reasons, ...against];
  }
}

function insufficient(
  { request, count }: { readonly request: ApprovalRequest; readonly count: CeremonyCount },
  missing: string,
): Refusal {
  const people = count.counted.map(({ approver }) => approver.personId);
  const found = people.length === 0 ? 'nobody approved' : `approved by ${people.join(', ')}`;
  return refusal('approval.insufficient', {
    subject: request.requestId,
    expected: `${missing} more`,
    found,
  });
}

async function spentReceipt(
  transaction: AuthorityTransaction,
  { operation }: PlannedOperation,
): Promise<Refusal | null> {
  for (const mint of await transaction.mintsOfOperation(operation.operationId)) {
    if (!(await transaction.isConsumed(mint.receiptId))) continue;
    const expected = 'an operation whose receipt was never used';
    const details = {
      subject: operation.operationId,
      expected,
      found: `${mint.receiptId} is used`,
    };
    return refusal('receipt.consumed', details);
  }
  return null;
}

function heldBack(dependency: string): Refusal {
  const details = {
    subject: dependency,
    expected: 'an operation that ships',
    found: 'it does not',
  };
  return refusal('plan.held_back', details);
}

function verdictOn(
  planned: PlannedOperation,
  { policy, root, ceremony }: PlanGround,
  reasons: readonly Refusal[],
): WeighedOperation {
  const [first, ...more] = byFixer(reasons);
  if (first !== undefined) return { planned, grounds: null, reasons: [first, ...more] };
  if (policy === null || root === null || ceremony === null) {
    throw new Error('a plan without policy, trust root or ceremony always has a reason against it');
  }
  const rules = rulesFor(policy, planned.operation.kind);
  const approvals = approvalsAsked(rules.ok ? rules.value : [], ceremony.count.counted);
  const { request } = ceremony;
  return { planned, grounds: { request, approvals, policy: policy.reference, root } };
}

/** The approvals a receipt lists: those that satisfy the rules first, then others they ask for. */
function approvalsAsked(
  rules: readonly ApprovalRule[],
  counted: readonly CountedApproval[],
): readonly RecordedApproval[] {
  const people = counted.map(({ approver }) => approver);
  const needed = new Set(rules.flatMap((rule) => assessRule(rule, people).filledBy));
  const asked = counted.filter(({ approver }) => rules.some((rule) => isAskedFor(rule, approver)));
  const isNeeded = ({ approver }: CountedApproval): boolean => needed.has(approver.personId);
  return [...asked.filter(isNeeded), ...asked.filter((approval) => !isNeeded(approval))]
    .slice(0, LIMITS.approvalsPerReceiptMax)
    .map(({ recorded }) => recorded);
}
