// SPDX-License-Identifier: Apache-2.0
// The statement that a person signs for a request. It is made from what the person was shown, and
// only where that is what the request is about.
import {
  canonicalJson,
  planDigest,
  refusal,
  type Approval,
  type Instant,
  type PersonId,
  type PublicationPlan,
} from '@marketops/core';
import { denied, given, type Answer } from '../answer.ts';
import type { ApprovalRequest } from './approval-request.ts';
import { policyChangeDigest } from './policy-change.ts';

/** Who decides what, and on what they were shown. */
export interface ApprovalDraft {
  readonly request: ApprovalRequest;
  /** The plan that was shown; null where the request is about a change of policy. */
  readonly plan: PublicationPlan | null;
  readonly decision: Approval['decision'];
  readonly approver: PersonId;
  readonly reason: string;
  readonly decidedAt: Instant;
}

/**
 * The predicate to sign with `signPredicate(approvalKind, …)`. Refused where the plan is not the
 * request's (`approval.plan_mismatch`, `approval.operations_mismatch`).
 */
export function buildApproval(draft: ApprovalDraft): Answer<Approval> {
  const { request, plan, decision, approver, reason, decidedAt } = draft;
  const shown = plan === null ? changeDigestOf(request) : planDigest(plan);
  if (shown !== request.planDigest) {
    const details = { subject: 'what was shown', expected: request.planDigest, found: shown };
    return denied(refusal('approval.plan_mismatch', details));
  }
  const operationDigests = (plan?.operations ?? []).map(({ operation, digest }) => ({
    operationId: operation.operationId,
    digest,
  }));
  if (canonicalJson(operationDigests) !== canonicalJson(request.operationDigests)) {
    const expected = `the ${request.operationDigests.length} operations of the request`;
    const found = `${operationDigests.length} operations that differ`;
    return denied(
      refusal('approval.operations_mismatch', { subject: 'what was shown', expected, found }),
    );
  }
  return given({
    requestId: request.requestId,
    instance: request.instance,
    planDigest: request.planDigest,
    operationDigests,
    policyDigest: request.policy.digest,
    decision,
    approver,
    reason,
    decidedAt,
    expiresAt: request.expiresAt,
  });
}

function changeDigestOf({ policy, proposedPolicy }: ApprovalRequest): string {
  return proposedPolicy === null ? 'no plan' : policyChangeDigest(policy, proposedPolicy);
}
