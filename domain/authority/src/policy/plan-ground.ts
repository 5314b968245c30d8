// SPDX-License-Identifier: Apache-2.0
// What all operations of a plan have in common when they are weighed: the trust root, the policy in
// force, the ceremony that speaks for the plan, and every reason that stands against all of them.
import {
  instantToMs,
  planDigest,
  refusal,
  type Instant,
  type PublicationPlan,
  type Refusal,
  type SignatureVerifier,
  type TrustRoot,
} from '@marketops/core';
import { unknownProposer } from '../approval/answerable-person.ts';
import type { ApprovalRequest } from '../approval/approval-request.ts';
import { ceremonyStatements } from '../approval/ceremony-statements.ts';
import { countApprovals, type CeremonyCount } from '../approval/counted-approvals.ts';
import { denialRefusal } from '../approval/open-request.ts';
import { requestsAboutPlan } from '../approval/requests-about.ts';
import type { AuthorityTransaction } from '../port/authority-store.ts';
import type { PolicyPort } from '../port/policy-port.ts';
import { standingTrustRoot } from '../trust/standing-trust.ts';
import { inWords, sameReference, standingPolicy, type ReadablePolicy } from './policy-standing.ts';

/** What is weighed, and when. */
export interface WeighingRequest {
  readonly plan: PublicationPlan;
  readonly at: Instant;
}

/** What all operations of a plan have in common. */
export interface PlanGround {
  readonly plan: PublicationPlan;
  readonly at: Instant;
  readonly root: TrustRoot | null;
  readonly policy: ReadablePolicy | null;
  readonly ceremony: { readonly request: ApprovalRequest; readonly count: CeremonyCount } | null;
  readonly reasons: readonly Refusal[];
}

/** Finds the common ground of a plan's operations, in one transaction. */
export async function planGround(
  transaction: AuthorityTransaction,
  { plan, at }: WeighingRequest,
  by: { readonly policy: PolicyPort; readonly verifier: SignatureVerifier },
): Promise<PlanGround> {
  const root = await standingTrustRoot(transaction, at);
  const policy = await standingPolicy(transaction, by.policy);
  const reasons: Refusal[] = [
    ...(root.ok ? [] : root.refusals),
    ...(policy.ok ? policyMoved(plan, policy.value) : policy.refusals),
    ...(root.ok ? proposerLeft(plan, root.value) : []),
  ];
  const found = await ceremonyOf(transaction, plan, at);
  if ('refusal' in found) reasons.push(found.refusal);
  const context = root.ok ? { root: root.value, verifier: by.verifier, at } : null;
  const ceremony =
    'request' in found && context !== null
      ? {
          request: found.request,
          count: await countApprovals(transaction, found.request, context),
        }
      : null;
  return {
    plan,
    at,
    root: root.ok ? root.value : null,
    policy: policy.ok ? policy.value : null,
    ceremony,
    reasons,
  };
}

function policyMoved(plan: PublicationPlan, { reference }: ReadablePolicy): readonly Refusal[] {
  if (sameReference(plan.policy, reference)) return [];
  const details = { expected: inWords(reference), found: inWords(plan.policy) };
  return [refusal('policy.changed', { subject: 'policy of the plan', ...details })];
}

/** The roster may have changed since the ceremony was opened; it is asked again. */
function proposerLeft({ proposer }: PublicationPlan, root: TrustRoot): readonly Refusal[] {
  const unknown = unknownProposer(proposer, root);
  return unknown === null ? [] : [unknown];
}

/** The ceremony that speaks for a plan at an instant, or why none does. */
async function ceremonyOf(
  transaction: AuthorityTransaction,
  plan: PublicationPlan,
  at: Instant,
): Promise<{ readonly request: ApprovalRequest } | { readonly refusal: Refusal }> {
  const requests = await requestsAboutPlan(transaction, plan);
  for (const { requestId } of requests) {
    const { denial } = await ceremonyStatements(transaction, requestId);
    if (denial !== null) return { refusal: denialRefusal(denial) };
  }
  const latest = requests.findLast(({ policy }) => sameReference(policy, plan.policy));
  const subject = `plan ${planDigest(plan)}`;
  if (latest === undefined) {
    const details = { subject, expected: 'a request for approval', found: 'none' };
    return { refusal: refusal('approval.not_requested', details) };
  }
  if (instantToMs(latest.expiresAt) <= instantToMs(at)) {
    const details = { subject, expected: `use before ${latest.expiresAt}`, found: at };
    return { refusal: refusal('approval.expired', details) };
  }
  return { request: latest };
}
