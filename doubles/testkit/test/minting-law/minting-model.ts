// SPDX-License-Identifier: Apache-2.0
// The people, proposers, rules and flaws that the law of the mint draws from, and each of them as the
// authority knows it.
import type { ApprovalRule } from '@marketops/authority';
import {
  digestOf,
  instanceIds,
  parsePersonId,
  refusal,
  type Approval,
  type Person,
  type PersonId,
  type Proposer,
  type TrustRoot,
} from '@marketops/core';
import {
  makeTestKey,
  must,
  sampleTrustRoot,
  type PolicyScript,
  type TestKey,
} from '@marketops/testkit';
import type { ModelPerson, ModelPolicy } from './minting-oracle.ts';

/** The people of the model; each has two keys, `NAME 1` and `NAME 2`. */
export const modelPeople = ['alice', 'bob', 'carol', 'dora', 'robot'] as const;
/** Who proposes, by kind, and who answers for it: the person themselves or whoever is behind. */
export const modelProposers = [
  { kind: 'agent', answerable: 'carol' },
  { kind: 'agent', answerable: 'alice' },
  { kind: 'person', answerable: 'alice' },
  { kind: 'person', answerable: 'bob' },
  { kind: 'person', answerable: 'nobody' },
  { kind: 'person', answerable: 'robot' },
  { kind: 'agent', answerable: 'nobody' },
  { kind: 'agent', answerable: null },
  { kind: 'workflow', answerable: 'dora' },
  { kind: 'workflow', answerable: 'robot' },
] as const;
/** The agent of carol, who is on the roster to begin with. */
export const agentOfCarol = modelProposers[0];
/** The rules that policies choose from. */
export const modelRules: readonly ApprovalRule[] = [
  { role: 'maintainer', count: 2 },
  {
    allOf: [
      { role: 'maintainer', count: 1 },
      { role: 'security', count: 1 },
    ],
  },
  {
    anyOf: [
      { role: 'security', count: 2 },
      { people: [personId('alice'), personId('dora')], count: 2 },
    ],
  },
  { role: 'maintainer', count: 1 },
];
/** How a statement can be wrong; `nothing` is right. */
export const modelFlaws = ['nothing', 'plan', 'policy', 'instance', 'signature', 'name'] as const;

/** The rule by which a change of policy is approved. */
export const changeRule: ApprovalRule = { people: modelPeople.map(personId), count: 1 };
const sampleRoot = sampleTrustRoot();

const keys = new Map<string, TestKey>();

/** The key of a name, made once: making keys is what takes longest here. */
export function keyOf(name: string): TestKey {
  const key = keys.get(name) ?? makeTestKey(name);
  keys.set(name, key);
  return key;
}

/** The id of a person of the model. */
export function personId(name: string): PersonId {
  return must(parsePersonId(name));
}

/** What a flaw makes of a statement; nothing where it is in the signature. */
export function flawed(flaw: (typeof modelFlaws)[number]): Partial<Approval> {
  switch (flaw) {
    case 'plan':
      return { planDigest: digestOf('another plan') };
    case 'policy':
      return { policyDigest: digestOf('another policy') };
    case 'instance':
      return { instance: instanceIds.from(new Uint8Array(16).fill(255)) };
    case 'name':
      return { approver: personId('alice') };
    case 'signature':
    case 'nothing':
      return {};
  }
}

/** The proposer as a plan names them. */
export function proposerOf({ kind, answerable }: (typeof modelProposers)[number]): Proposer {
  if (kind === 'person') return { kind, id: personId(answerable), onBehalfOf: null };
  const onBehalfOf = answerable === null ? null : personId(answerable);
  return { kind, id: personId(`release-${kind}`), onBehalfOf };
}

/** The policy as the authority reads it. */
export function scriptOf({ version, rule, forbids }: ModelPolicy): PolicyScript {
  const refused = refusal('policy.denied', { subject: 'model', expected: 'no', found: 'no' });
  return {
    version,
    required: { tag_repo: rule, policy_change: changeRule },
    refusals: () => (forbids ? [refused] : []),
  };
}

/** The trust root that lists the model's roster, beside the sample keys that are nobody's. */
export function rootOf(people: readonly ModelPerson[], version: number): TrustRoot {
  const listed = people.filter((person) => person.listed);
  const roster = listed.map(
    ({ name, bot, roles }): Person => ({
      personId: personId(name),
      displayName: name,
      kind: bot ? 'bot' : 'person',
      roles,
      emails: [`${name}@acme.example`],
    }),
  );
  const approving = listed.flatMap(({ name, keys: names }) =>
    names.map((key) => keyOf(key).trustKey({ roles: ['approve'], personId: personId(name) })),
  );
  const others = sampleRoot.keys.filter(({ roles }) => !roles.includes('approve'));
  return { ...sampleRoot, version, people: roster, keys: [...others, ...approving] };
}
