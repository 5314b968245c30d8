// SPDX-License-Identifier: Apache-2.0
// Nobody approves their own proposal by planning under a name that nobody knows: a person of the
// roster answers for whatever is asked, when it is asked and when it is minted.
import { describe, expect, it } from 'vitest';
import {
  encodePlan,
  parsePersonId,
  proposerSchema,
  type Person,
  type Proposer,
} from '@marketops/core';
import {
  codesOf,
  foundAuthority,
  must,
  mustAnswer,
  sampleRule,
  sampleRunId,
  signedTrustRoot,
  type FoundedAuthority,
} from '@marketops/testkit';

const alice = must(parsePersonId('alice'));

function proposer(kind: string, id: string, onBehalfOf: string | null): Proposer {
  return must(proposerSchema.parse({ kind, id, onBehalfOf }, ''));
}

/** Puts a trust root in force whose roster is changed. */
async function changePeople(
  { root, trustRegister }: FoundedAuthority,
  change: (people: readonly Person[]) => Person[],
): Promise<void> {
  const gone = (person: string | null): boolean =>
    person !== null && !people.some(({ personId }) => personId === person);
  const people = change(root.people);
  const keys = root.keys.filter(({ personId }) => !gone(personId));
  const envelope = await signedTrustRoot({ ...root, version: 2, people, keys });
  mustAnswer(await trustRegister.accept(envelope, 'security'));
}

const changes: readonly (readonly [string, (people: readonly Person[]) => Person[]])[] = [
  ['left the roster', (people) => people.filter(({ personId }) => personId !== 'carol')],
  [
    'became a bot',
    (people) =>
      people.map((person) => (person.personId === 'carol' ? { ...person, kind: 'bot' } : person)),
  ],
];

describe('who answers for a proposal', () => {
  it.each([
    ['a person whom nobody knows', proposer('person', 'nobody', null), 'not on the roster'],
    ['a stranger who names a person', proposer('person', 'nobody', 'carol'), 'not on the roster'],
    ['a bot as a person', proposer('person', 'robot', null), 'a bot'],
    ['an agent of somebody unknown', proposer('agent', 'release-agent', 'nobody'), 'not on the'],
    ['an agent of a bot', proposer('agent', 'release-agent', 'robot'), 'a bot'],
    ['an agent of nobody', proposer('agent', 'release-agent', null), 'nobody'],
    ['an agent named like a person', proposer('agent', 'alice', null), 'nobody'],
    ['a workflow of somebody unknown', proposer('workflow', 'ci', 'nobody'), 'not on the roster'],
  ])('is asked of %s in vain', async (_, by, found) => {
    const authority = await foundAuthority();
    const plan = authority.planOf({ proposer: by });
    const answer = await authority.ceremony.open({ plan, runId: sampleRunId, openedBy: alice });
    expect(answer).toMatchObject({
      ok: false,
      refusals: [
        {
          code: 'approval.proposer_unknown',
          subject: `${by.kind}:${by.id}`,
          found: expect.stringContaining(found),
        },
      ],
    });
    expect(authority.store.auditRecords.at(-1)).toMatchObject({ event: 'approval.refused' });
    const { receipts } = await authority.authorize(plan);
    for (const { enforceable, refusals } of receipts) {
      expect(enforceable).toBe(false);
      expect(refusals.map(({ code }) => code)).toContain('approval.proposer_unknown');
    }
    expect(receipts).toHaveLength(3);
  });

  it.each([
    ['a person', proposer('person', 'carol', null)],
    ['an agent', proposer('agent', 'not-on-the-roster', 'carol')],
    ['a workflow', proposer('workflow', 'not-on-the-roster', 'carol')],
  ])('may be a person of the roster behind %s', async (_, by) => {
    const authority = await foundAuthority();
    const plan = authority.planOf({ proposer: by });
    const request = await authority.open(plan);
    mustAnswer(await authority.approve('alice', request, plan));
    mustAnswer(await authority.approve('bob', request, plan));
    const { receipts } = await authority.authorize(plan);
    expect(receipts.map(({ enforceable }) => enforceable)).toEqual([true, true, true]);
  });

  it.each(changes)('is looked for anew at minting: carol %s', async (_, change) => {
    const authority = await foundAuthority();
    const plan = authority.planOf();
    const request = await authority.open(plan);
    mustAnswer(await authority.approve('alice', request, plan));
    mustAnswer(await authority.approve('bob', request, plan));
    await changePeople(authority, change);
    const asked = { plan: encodePlan(plan), runId: sampleRunId, mode: 'prod' };
    const { receipts } = mustAnswer(await authority.generator.generate(asked));
    const codes = receipts.map(({ refusals }) => refusals.map(({ code }) => code));
    expect(codes).toEqual(Array.from({ length: 3 }, () => ['approval.proposer_unknown']));
    expect(authority.store.mints).toEqual([]);
    const again = await authority.ceremony.open({ plan, runId: sampleRunId, openedBy: alice });
    expect(codesOf(again)).toEqual(['approval.proposer_unknown']);
  });
});

describe('who answers for a change of policy', () => {
  const required = { publish_release: sampleRule, policy_change: sampleRule };

  it('is a person of the roster when it is asked for', async () => {
    const authority = await foundAuthority();
    authority.policy.change({ version: 2, required });
    const proposed = await authority.policy.inForce();
    if (!proposed.readable) throw new TypeError('expected a readable policy');
    const by = proposer('person', 'nobody', null);
    const wish = { proposed, proposer: by, openedBy: alice };
    expect(codesOf(await authority.ceremony.openPolicyChange(wish))).toEqual([
      'approval.proposer_unknown',
    ]);
  });

  it.each(changes)('is looked for anew when it is accepted: carol %s', async (_, change) => {
    const authority = await foundAuthority();
    authority.policy.change({ version: 2, required });
    const proposed = await authority.policy.inForce();
    if (!proposed.readable) throw new TypeError('expected a readable policy');
    const by = proposer('person', 'carol', null);
    const wish = { proposed, proposer: by, openedBy: alice };
    const request = mustAnswer(await authority.ceremony.openPolicyChange(wish));
    mustAnswer(await authority.approve('alice', request, null));
    mustAnswer(await authority.approve('bob', request, null));
    await changePeople(authority, change);
    const answer = await authority.policyRegister.accept('alice');
    expect(codesOf(answer)).toEqual(['approval.proposer_unknown']);
  });
});
