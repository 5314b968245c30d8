// SPDX-License-Identifier: Apache-2.0
// What a request for approval asks, before the authority gives it an id, an instance and a life.
import {
  planDigest,
  refusal,
  type PersonId,
  type Proposer,
  type PublicationPlan,
  type Refusal,
  type RunId,
} from '@marketops/core';
import { denied, given, type Answer } from '../answer.ts';
import type { AcceptedPolicy } from '../policy/accepted-policy.ts';
import {
  inWords,
  rulesFor,
  sameReference,
  type ReadablePolicy,
} from '../policy/policy-standing.ts';
import type { ApprovalRequest, RequiredApprovals } from './approval-request.ts';
import { policyChangeDigest } from './policy-change.ts';

/** A request without what the authority alone gives. */
export type DraftRequest = Omit<
  ApprovalRequest,
  'schema' | 'requestId' | 'instance' | 'openedBy' | 'openedAt' | 'expiresAt'
>;

/** Asks for approval of a plan under the policy in force, which must be the plan's own. */
export function draftPlanRequest(
  plan: PublicationPlan,
  runId: RunId,
  policy: ReadablePolicy,
): Answer<DraftRequest> {
  if (!sameReference(plan.policy, policy.reference)) {
    const expected = inWords(policy.reference);
    const details = { subject: 'policy of the plan', expected, found: inWords(plan.policy) };
    return denied(refusal('policy.changed', details));
  }
  const kinds = [...new Set(plan.operations.map(({ operation }) => operation.kind))];
  if (kinds.length === 0) {
    const details = { subject: 'operations', expected: 'at least one', found: 'none' };
    return denied(refusal('plan.missing', details));
  }
  const required: RequiredApprovals[] = [];
  const reasons: Refusal[] = [];
  for (const subject of kinds) {
    const rules = rulesFor(policy, subject);
    if (rules.ok) required.push({ subject, rules: rules.value });
    else reasons.push(...rules.refusals);
  }
  const [first, ...more] = reasons;
  if (first !== undefined) return denied(first, ...more);
  return given({
    runId,
    planDigest: planDigest(plan),
    operationDigests: plan.operations.map(({ operation, digest }) => ({
      operationId: operation.operationId,
      digest,
    })),
    policy: policy.reference,
    proposedPolicy: null,
    proposer: plan.proposer,
    lastAuthor: plan.facts.lastAuthor,
    required,
  });
}

/** Who proposes which policy, to whom. */
export interface PolicyChangeProposal {
  readonly proposed: ReadablePolicy;
  readonly proposer: Proposer;
  readonly openedBy: PersonId;
}

/** Asks for approval of another policy, by the rules of the accepted one. */
export function draftPolicyChangeRequest(
  { proposed, proposer }: PolicyChangeProposal,
  accepted: AcceptedPolicy | null,
): Answer<DraftRequest> {
  const subject = 'policy_change';
  if (accepted === null) {
    const details = { subject, expected: 'an accepted policy to change', found: 'none' };
    return denied(refusal('policy.not_accepted', details));
  }
  if (proposed.reference.version <= accepted.reference.version) {
    const expected = `a version above ${accepted.reference.version}`;
    const details = { subject, expected, found: `${proposed.reference.version}` };
    return denied(refusal('policy.version_not_raised', details));
  }
  const rules = accepted.required.find((required) => required.subject === subject)?.rules ?? [];
  if (rules.length === 0) {
    const details = { subject, expected: 'a rule that says who approves', found: 'none' };
    return denied(refusal('policy.approvals_missing', details));
  }
  return given({
    runId: null,
    planDigest: policyChangeDigest(accepted.reference, proposed.reference),
    operationDigests: [],
    policy: accepted.reference,
    proposedPolicy: proposed.reference,
    proposer,
    lastAuthor: null,
    required: [{ subject, rules }],
  });
}
