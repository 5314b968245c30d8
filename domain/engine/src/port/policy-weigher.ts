// SPDX-License-Identifier: Apache-2.0
// Policy as planning sees it: a forecast, which authorizes nothing. The Federation Core weighs the
// sealed plan again before it mints.
import type {
  GitObjectId,
  Instant,
  Operation,
  OperationId,
  PlanFacts,
  PolicyReference,
  Proposer,
  Refusal,
  RepositoryIdentity,
} from '@marketops/core';

/** What is proposed, before it is sealed into a plan. */
export interface PolicyProposal {
  readonly repository: RepositoryIdentity;
  readonly sourceCommit: GitObjectId;
  readonly proposer: Proposer;
  readonly plannedAt: Instant;
  /** The moment to weigh at: policies may have time windows. */
  readonly now: Instant;
  readonly facts: PlanFacts;
  readonly operations: readonly Operation[];
}

/** How policy would decide on one operation today. */
export interface OperationWeighing {
  readonly operationId: OperationId;
  /** `permit` says that policy would not stand in the way once the approvals are there. */
  readonly decision: 'permit' | 'deny';
  /** Why not; empty with `permit`. */
  readonly refusals: readonly Refusal[];
  /** The approvals rule in words: `2 of maintainers and 1 of security`. */
  readonly approvals: string;
}

/** The forecast for all operations, in their order, and which policy gave it. */
export interface PolicyWeighing {
  readonly policy: PolicyReference;
  readonly operations: readonly OperationWeighing[];
}

/** Weighs proposals. */
export interface PolicyWeigher {
  /** Refuses as a whole where a policy layer is absent, unreadable or in error. */
  weigh(
    proposal: PolicyProposal,
  ): Promise<
    | { readonly ok: true; readonly value: PolicyWeighing }
    | { readonly ok: false; readonly refusals: readonly Refusal[] }
  >;
}
