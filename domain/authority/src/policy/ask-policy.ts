// SPDX-License-Identifier: Apache-2.0
// Asks policy about one operation. An exception, an answer of another policy than the one in force,
// or a permit that carries reasons is a denial. What an exception says stays out of the reason, which is
// signed and logged: its name alone is told.
import {
  refusal,
  type Instant,
  type OperationKind,
  type PlanFacts,
  type PolicyReference,
  type Proposer,
  type Refusal,
  type RepositoryIdentity,
  type TrustRoot,
} from '@marketops/core';
import type { CountedApprover, PolicyDecision, PolicyPort } from '../port/policy-port.ts';
import { inWords, sameReference } from './policy-standing.ts';

/** What policy is asked about. */
export interface PolicyQuestion {
  readonly action: OperationKind;
  readonly repository: RepositoryIdentity;
  readonly proposer: Proposer;
  readonly facts: PlanFacts;
  readonly approvers: readonly CountedApprover[];
  readonly root: TrustRoot;
  readonly at: Instant;
}

/**
 * Why policy stands against it; empty where it permits. Policy is always asked about `prod`, so that
 * a dry run is told today what a prod run would be told.
 */
export async function policyReasons(
  policy: PolicyPort,
  inForce: PolicyReference,
  question: PolicyQuestion,
): Promise<readonly Refusal[]> {
  const { action, proposer, root } = question;
  let decision: PolicyDecision;
  try {
    decision = await policy.decide({
      action,
      proposer,
      proposerRoles: rolesOf(root, proposer.id),
      principalRoles: rolesOf(root, proposer.onBehalfOf),
      repository: question.repository,
      facts: question.facts,
      mode: 'prod',
      at: question.at,
      approvers: question.approvers,
    });
  } catch (fault) {
    const found = fault instanceof Error ? fault.name : 'a fault';
    const details = { subject: action, expected: 'a decision without an error', found };
    return [refusal('policy.error', details)];
  }
  const foreign = foreignAnswer(decision, inForce);
  const reasons = foreign === null ? decision.refusals : [...decision.refusals, foreign];
  if (decision.effect === 'permit' || reasons.length > 0) return reasons;
  const details = { subject: action, expected: 'a reason for the denial', found: 'none' };
  return [refusal('policy.error', details)];
}

function foreignAnswer({ policy }: PolicyDecision, inForce: PolicyReference): Refusal | null {
  if (policy !== null && sameReference(policy, inForce)) return null;
  const found = policy === null ? 'an answer of no policy' : inWords(policy);
  const details = { subject: 'policy', expected: inWords(inForce), found };
  return refusal('policy.not_accepted', details);
}

function rolesOf(root: TrustRoot, personId: string | null): readonly string[] {
  return root.people.find((person) => person.personId === personId)?.roles ?? [];
}
