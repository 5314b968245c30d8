// SPDX-License-Identifier: Apache-2.0
// A change of policy is itself approved and logged; no version falls, and nothing minted under the old
// rules outlives them.
import { describe, expect, it } from 'vitest';
import { parsePersonId, refusal } from '@marketops/core';
import {
  ScriptedPolicy,
  codesOf,
  foundAuthority,
  must,
  mustAnswer,
  sampleRule,
  testVerifier,
  type FoundedAuthority,
  type PolicyScript,
} from '@marketops/testkit';
import { PolicyRegister } from '@marketops/authority';
import type { ReadablePolicy } from '../../src/policy/policy-standing.ts';

const bob = must(parsePersonId('bob'));
const proposer = { kind: 'person', id: bob, onBehalfOf: null } as const;

const lenient: PolicyScript = {
  version: 2,
  required: {
    publish_release: { role: 'maintainer', count: 1 },
    tag_repo: { role: 'maintainer', count: 1 },
    open_pr: { role: 'maintainer', count: 1 },
    policy_change: sampleRule,
  },
};

async function readNow(authority: FoundedAuthority): Promise<ReadablePolicy> {
  const inForce = await authority.policy.inForce();
  if (!inForce.readable) throw new TypeError('expected a readable policy');
  return inForce;
}

async function asked(authority: FoundedAuthority) {
  const proposed = await readNow(authority);
  return mustAnswer(
    await authority.ceremony.openPolicyChange({ proposed, proposer, openedBy: bob }),
  );
}

describe('the policy register', () => {
  it('takes the founding policy as it is, on record', async () => {
    const authority = await foundAuthority();
    const accepted = await authority.policyRegister.current();
    expect(accepted).toMatchObject({ reference: authority.policy.reference, requestId: null });
    expect(authority.store.auditRecords.map(({ event }) => event)).toEqual([
      'trust_root.accepted',
      'policy.accepted',
    ]);
    mustAnswer(await authority.policyRegister.accept('again'));
    expect(authority.store.auditRecords).toHaveLength(2);
  });

  it('puts a change in force once enough people approved it by the old rules', async () => {
    const authority = await foundAuthority();
    authority.policy.change(lenient);
    expect(codesOf(await authority.policyRegister.accept('bob'))).toEqual([
      'approval.not_requested',
    ]);
    const request = await asked(authority);
    mustAnswer(await authority.approve('alice', request, null));
    expect(codesOf(await authority.policyRegister.accept('bob'))).toEqual([
      'approval.insufficient',
    ]);
    mustAnswer(await authority.approve('carol', request, null));
    const accepted = mustAnswer(await authority.policyRegister.accept('bob'));
    expect(accepted.requestId).toBe(request.requestId);
    expect(authority.store.auditRecords.at(-1)).toMatchObject({
      event: 'policy.accepted',
      actor: 'bob',
      documentDigest: authority.policy.reference.digest,
    });
  });

  it('does not count the person who proposes the change', async () => {
    const authority = await foundAuthority();
    authority.policy.change(lenient);
    const request = await asked(authority);
    expect(codesOf(await authority.approve('bob', request, null))).toEqual(['approval.self']);
  });

  it.each([0, 1])(
    'refuses a changed policy whose version is raised by %i below one',
    async (by) => {
      const authority = await foundAuthority();
      authority.policy.change({ ...lenient, version: by });
      const codes = codesOf(await authority.policyRegister.accept('mallory'));
      expect(codes).toEqual(['policy.version_not_raised']);
      const proposed = await readNow(authority);
      const opened = { proposed, proposer, openedBy: bob };
      expect(codesOf(await authority.ceremony.openPolicyChange(opened))).toEqual([
        'policy.version_not_raised',
      ]);
    },
  );

  it('weighs nothing by a policy that was not accepted', async () => {
    const authority = await foundAuthority();
    const plan = authority.planOf();
    const request = await authority.open(plan);
    mustAnswer(await authority.approve('alice', request, plan));
    authority.policy.change(lenient);
    const { receipts } = await authority.authorize(plan);
    expect(receipts[0]?.refusals.map(({ code }) => code)).toContain('policy.not_accepted');
    authority.policy.change({ ...lenient, version: 0 });
    const older = await authority.authorize(plan);
    expect(older.receipts[0]?.refusals.map(({ code }) => code)).toContain('policy.rolled_back');
    expect(authority.store.mints).toEqual([]);
  });

  it('takes back what was minted under the old rules', async () => {
    const authority = await foundAuthority();
    const plan = authority.planOf();
    const planRequest = await authority.open(plan);
    mustAnswer(await authority.approve('alice', planRequest, plan));
    mustAnswer(await authority.approve('bob', planRequest, plan));
    await authority.authorize(plan);
    authority.policy.change(lenient);
    const request = await asked(authority);
    mustAnswer(await authority.approve('alice', request, null));
    mustAnswer(await authority.approve('carol', request, null));
    mustAnswer(await authority.policyRegister.accept('bob'));
    expect(await authority.receipts.live()).toEqual([]);
    const { receipts } = await authority.authorize(plan);
    expect(receipts[0]?.refusals.map(({ code }) => code)).toEqual(['policy.changed']);
  });

  it('refuses a layer that changed without a higher version of its own', async () => {
    const authority = await foundAuthority();
    const { store, clock } = authority;
    const changed = new ScriptedPolicy(lenient);
    const policy = {
      decide: changed.decide.bind(changed),
      inForce: async () => {
        const inForce = await changed.inForce();
        if (!inForce.readable) return inForce;
        return { ...inForce, layers: inForce.layers.map((layer) => ({ ...layer, version: 1 })) };
      },
    };
    const register = new PolicyRegister({ store, clock, verifier: testVerifier, policy });
    expect(codesOf(await register.accept('mallory'))).toEqual(['policy.version_not_raised']);
  });

  it('accepts nothing that cannot be read', async () => {
    const { store, clock } = await foundAuthority();
    const details = { subject: 'layer team', expected: 'a file', found: 'none' };
    const unreadable = refusal('policy.unreadable', details);
    const none = {
      inForce: () => Promise.resolve({ readable: false, refusals: [unreadable] } as const),
      decide: () => Promise.reject(new Error('there is nothing to ask')),
    };
    const register = new PolicyRegister({ store, clock, verifier: testVerifier, policy: none });
    expect(codesOf(await register.accept('mallory'))).toEqual(['policy.unreadable']);
    const fault = new RangeError('token abc');
    const broken = { ...none, inForce: () => Promise.reject(fault) };
    const second = new PolicyRegister({ store, clock, verifier: testVerifier, policy: broken });
    expect(await second.accept('mallory')).toMatchObject({
      ok: false,
      refusals: [{ code: 'policy.unreadable', found: 'RangeError' }],
    });
  });
});
