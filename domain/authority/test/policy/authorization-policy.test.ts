// SPDX-License-Identifier: Apache-2.0
// What policy is told, and that whatever it cannot say clearly is a denial. The forecast for planning
// says today what minting would say once everybody approved.
import { describe, expect, it } from 'vitest';
import {
  AuthorizationPolicy,
  type PolicyDecision,
  type PolicyPort,
  type PolicyRequest,
} from '@marketops/authority';
import { parsePersonId, refusal } from '@marketops/core';
import {
  codesOf,
  foundAuthority,
  must,
  mustAnswer,
  sampleNow,
  sampleRule,
  testVerifier,
  type FoundedAuthority,
} from '@marketops/testkit';

const everyKind = { publish_release: sampleRule, tag_repo: sampleRule, open_pr: sampleRule };

async function approvedPlan(authority: FoundedAuthority) {
  const plan = authority.planOf();
  const request = await authority.open(plan);
  mustAnswer(await authority.approve('alice', request, plan));
  mustAnswer(await authority.approve('bob', request, plan));
  return plan;
}

/** The codes of what weighing finds where policy decides so. */
async function codesWhere(decide: (authority: FoundedAuthority) => Promise<PolicyDecision>) {
  return (await reasonsWhere(decide)).map(({ code }) => code);
}

async function reasonsWhere(decide: (authority: FoundedAuthority) => Promise<PolicyDecision>) {
  const authority = await foundAuthority();
  const plan = await approvedPlan(authority);
  const policy: PolicyPort = {
    inForce: () => authority.policy.inForce(),
    decide: () => decide(authority),
  };
  const authorization = new AuthorizationPolicy({ policy, verifier: testVerifier });
  const [weighed] = await authority.store.transaction((transaction) =>
    authorization.weigh(transaction, { plan, at: sampleNow }),
  );
  return weighed?.grounds === null ? weighed.reasons : [];
}

describe('asking policy', () => {
  it('tells it who proposes, who stands behind them and who approved', async () => {
    const asked: PolicyRequest[] = [];
    const authority = await foundAuthority({
      script: {
        version: 1,
        required: everyKind,
        refusals: (request) => {
          asked.push(request);
          return [];
        },
      },
    });
    const plan = await approvedPlan(authority);
    await authority.authorize(plan, 'dry_run');
    expect(asked[0]).toEqual({
      action: 'tag_repo',
      proposer: plan.proposer,
      proposerRoles: [],
      principalRoles: ['maintainer'],
      repository: plan.repository,
      facts: plan.facts,
      mode: 'prod',
      at: authority.clock.now(),
      approvers: [
        { personId: 'alice', roles: ['maintainer'] },
        { personId: 'bob', roles: ['maintainer'] },
      ],
    });
  });

  it('takes an exception for a denial, and tells its name alone', async () => {
    const fault = new RangeError('engine broke at token abc');
    expect(await reasonsWhere(() => Promise.reject(fault))).toMatchObject([
      { code: 'policy.error', found: 'RangeError' },
    ]);
  });

  it('takes an answer of another policy for a denial', async () => {
    const foreign = (authority: FoundedAuthority) => ({
      ...authority.policy.reference,
      version: 9,
    });
    const codes = await codesWhere((authority) =>
      Promise.resolve({ effect: 'permit', policy: foreign(authority), rules: [], refusals: [] }),
    );
    expect(codes).toEqual(['policy.not_accepted']);
    const ofNone = await codesWhere(() =>
      Promise.resolve({ effect: 'permit', policy: null, rules: [], refusals: [] }),
    );
    expect(ofNone).toEqual(['policy.not_accepted']);
  });

  it('takes a permit with reasons, and a denial without one, for a denial', async () => {
    const reason = refusal('policy.denied', { subject: 'x', expected: 'y', found: 'z' });
    const withReasons = await codesWhere(({ policy }) =>
      Promise.resolve({
        effect: 'permit',
        policy: policy.reference,
        rules: [],
        refusals: [reason],
      }),
    );
    expect(withReasons).toEqual(['policy.denied']);
    const withoutReason = await codesWhere(({ policy }) =>
      Promise.resolve({ effect: 'deny', policy: policy.reference, rules: [], refusals: [] }),
    );
    expect(withoutReason).toEqual(['policy.error']);
  });
});

describe('the forecast', () => {
  const proposalOf = (authority: FoundedAuthority) => {
    const { repository, proposer, facts, operations } = authority.planOf();
    const now = authority.clock.now();
    return {
      repository,
      proposer,
      facts,
      now,
      operations: operations.map(({ operation }) => operation),
    };
  };

  it('permits what only lacks approvals, and says in words who is to give them', async () => {
    const authority = await foundAuthority();
    const { operations, policy } = mustAnswer(
      await authority.forecast.weigh(proposalOf(authority)),
    );
    expect(policy).toEqual(authority.policy.reference);
    expect(operations).toHaveLength(3);
    expect(operations[0]).toMatchObject({
      decision: 'permit',
      refusals: [],
      approvals: '2 of role maintainer',
    });
  });

  it('denies what policy forbids and what the roster cannot approve', async () => {
    const authority = await foundAuthority({
      script: {
        version: 1,
        required: { ...everyKind, open_pr: { role: 'nobody', count: 1 } },
        refusals: ({ action }) =>
          action === 'tag_repo'
            ? [refusal('policy.denied', { subject: action, expected: '', found: '' })]
            : [],
      },
    });
    const { operations } = mustAnswer(await authority.forecast.weigh(proposalOf(authority)));
    const codes = operations.map(({ refusals }) => refusals.map(({ code }) => code));
    expect(codes).toEqual([['policy.denied'], [], ['approval.unreachable']]);
  });

  it('denies what nobody of the roster answers for', async () => {
    const authority = await foundAuthority();
    const id = must(parsePersonId('nobody'));
    const proposer = { kind: 'person', id, onBehalfOf: null } as const;
    const proposal = { ...proposalOf(authority), proposer };
    const { operations } = mustAnswer(await authority.forecast.weigh(proposal));
    for (const { decision, refusals } of operations) {
      expect(decision).toBe('deny');
      expect(refusals.map(({ code }) => code)).toEqual(['approval.proposer_unknown']);
    }
    expect(operations).toHaveLength(3);
  });

  it('is refused as a whole where the policy is not the accepted one', async () => {
    const authority = await foundAuthority();
    authority.policy.change({ version: 5, required: everyKind });
    const answer = await authority.forecast.weigh(proposalOf(authority));
    expect(codesOf(answer)).toEqual(['policy.not_accepted']);
  });
});
