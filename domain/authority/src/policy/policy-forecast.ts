// SPDX-License-Identifier: Apache-2.0
// What policy would say of a proposal once everybody had approved it who may: a forecast for planning,
// which authorizes nothing. The plan is weighed again before anything is minted.
import type {
  Instant,
  Operation,
  OperationId,
  PlanFacts,
  PolicyReference,
  Proposer,
  Refusal,
  RepositoryIdentity,
} from '@marketops/core';
import { byFixer, given, type Answer } from '../answer.ts';
import { unknownProposer } from '../approval/answerable-person.ts';
import { possibleApprovers } from '../approval/open-request.ts';
import { rulesInWords } from '../approval/rule-words.ts';
import { unreachableRules } from '../approval/unreachable-rules.ts';
import type { AuthorityStore } from '../port/authority-store.ts';
import type { PolicyPort } from '../port/policy-port.ts';
import { standingTrustRoot } from '../trust/standing-trust.ts';
import { policyReasons, type PolicyQuestion } from './ask-policy.ts';
import { rulesFor, standingPolicy, type ReadablePolicy } from './policy-standing.ts';

/** What a forecast works with. */
export interface PolicyForecastOptions {
  readonly store: AuthorityStore;
  readonly policy: PolicyPort;
}

/** What is proposed, before it is sealed into a plan. */
export interface ForecastProposal {
  readonly repository: RepositoryIdentity;
  readonly proposer: Proposer;
  readonly now: Instant;
  readonly facts: PlanFacts;
  readonly operations: readonly Operation[];
}

/** What policy would say of one operation. */
export interface OperationForecast {
  readonly operationId: OperationId;
  readonly decision: 'permit' | 'deny';
  /** Ordered by who can fix them; empty with `permit`. */
  readonly refusals: readonly Refusal[];
  /** The approvals rule in words; empty where the policy names nobody. */
  readonly approvals: string;
}

/** The forecast for all operations, and which policy gave it. */
export interface Forecast {
  readonly policy: PolicyReference;
  readonly operations: readonly OperationForecast[];
}

/** Forecasts what policy will say. */
export class PolicyForecast {
  readonly #options: PolicyForecastOptions;

  constructor(options: PolicyForecastOptions) {
    this.#options = options;
  }

  /** Refused as a whole where the policy or the trust root cannot be relied on. */
  async weigh(proposal: ForecastProposal): Promise<Answer<Forecast>> {
    const { store, policy } = this.#options;
    const ground = await store.transaction(async (transaction) => {
      const root = await standingTrustRoot(transaction, proposal.now);
      if (!root.ok) return root;
      const inForce = await standingPolicy(transaction, policy);
      return inForce.ok ? given({ root: root.value, inForce: inForce.value }) : inForce;
    });
    if (!ground.ok) return ground;
    const { root, inForce } = ground.value;
    const { proposer, facts, now } = proposal;
    const approvers = possibleApprovers(root, { proposer, facts }, now);
    const operations: OperationForecast[] = [];
    for (const operation of proposal.operations) {
      const { repository } = proposal;
      const question = { repository, proposer, facts, approvers, root, at: now };
      operations.push(await this.#forecast(operation, inForce, question));
    }
    return given({ policy: inForce.reference, operations });
  }

  async #forecast(
    { operationId, kind }: Operation,
    inForce: ReadablePolicy,
    question: Omit<PolicyQuestion, 'action'>,
  ): Promise<OperationForecast> {
    const rules = rulesFor(inForce, kind);
    const unknown = unknownProposer(question.proposer, question.root);
    const asked = { ...question, action: kind };
    const refusals = byFixer([
      ...(unknown === null ? [] : [unknown]),
      ...(rules.ok ? unreachableRules(kind, rules.value, question.approvers) : rules.refusals),
      ...(await policyReasons(this.#options.policy, inForce.reference, asked)),
    ]);
    return {
      operationId,
      decision: refusals.length === 0 ? 'permit' : 'deny',
      refusals,
      approvals: rules.ok ? rulesInWords(rules.value) : '',
    };
  }
}
