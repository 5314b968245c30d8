// SPDX-License-Identifier: Apache-2.0
// Policy, as a port: rules that somebody else wrote, asked about facts. What cannot be decided
// without an error is a denial, never an exception that somebody might swallow.
import type {
  Instant,
  Mode,
  OperationKind,
  PersonId,
  PlanFacts,
  PolicyReference,
  Proposer,
  Refusal,
  RepositoryIdentity,
} from '@marketops/core';
import type { RequiredApprovals } from '../approval/approval-request.ts';
import type { PolicyLayerReference } from '../policy/accepted-policy.ts';

/** A person whose approval counts so far. */
export interface CountedApprover {
  readonly personId: PersonId;
  readonly roles: readonly string[];
}

/** What policy is asked: may this proposer have this done to this repository. */
export interface PolicyRequest {
  readonly action: OperationKind;
  readonly proposer: Proposer;
  /** The roster's roles of the proposer; empty where the roster does not know it. */
  readonly proposerRoles: readonly string[];
  /** The roster's roles of the person behind the proposer; empty where there is none. */
  readonly principalRoles: readonly string[];
  readonly repository: RepositoryIdentity;
  readonly facts: PlanFacts;
  readonly mode: Mode;
  readonly at: Instant;
  readonly approvers: readonly CountedApprover[];
}

/** One rule that decided. `reason` and `next` are the rule's own words. */
export interface DecidingRule {
  readonly layer: string;
  readonly ruleId: string;
  readonly effect: 'permit' | 'forbid';
  readonly reason: string;
  readonly next: string;
}

/** What policy answered. `refusals` is empty exactly if the effect is `permit`. */
export interface PolicyDecision {
  readonly effect: 'permit' | 'deny';
  /** The policy that was asked; null where it could not be read. */
  readonly policy: PolicyReference | null;
  readonly rules: readonly DecidingRule[];
  readonly refusals: readonly Refusal[];
}

/** The policy that a port answers from, or why there is none. */
export type PolicyInForce =
  | {
      readonly readable: true;
      readonly reference: PolicyReference;
      readonly layers: readonly PolicyLayerReference[];
      /** Who must approve what; a subject that is not listed cannot be approved by anybody. */
      readonly required: readonly RequiredApprovals[];
    }
  | { readonly readable: false; readonly refusals: readonly [Refusal, ...Refusal[]] };

/** Answers from one policy. An implementation denies whatever it cannot decide without an error. */
export interface PolicyPort {
  inForce(): Promise<PolicyInForce>;
  /** Never permits while a layer is missing, unreadable or in error. */
  decide(request: PolicyRequest): Promise<PolicyDecision>;
}
