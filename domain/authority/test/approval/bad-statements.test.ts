// SPDX-License-Identifier: Apache-2.0
// Statements that must not count: each is refused by a code of its own, the refusal is on record, and
// nothing is minted on it.
import { describe, expect, it } from 'vitest';
import {
  approvalKind,
  digestOf,
  encodeEnvelope,
  instanceIds,
  parseEnvelope,
  parsePersonId,
  requestIds,
  signPredicate,
  type Approval,
  type Person,
} from '@marketops/core';
import {
  codesOf,
  foundAuthority,
  instantOf,
  makeTestKey,
  must,
  mustAnswer,
  sampleKey,
  sampleTrustRoot,
  type TestKey,
} from '@marketops/testkit';
import { expectNothingMinted, opened } from './opened-request.ts';

const person = (name: string) => must(parsePersonId(name));
const personLike = (name: string, roles: readonly string[]): Person => ({
  personId: person(name),
  displayName: name,
  kind: 'person',
  roles,
  emails: [],
});

/** Hands in alice's statement, made wrong; nothing may come of it. */
async function handedIn(changes: Partial<Approval>, key: TestKey = sampleKey('alice')) {
  const { authority, plan, request } = await opened();
  const statement = authority.statement('alice', { request, plan }, changes);
  const answer = await authority.hand(statement, { request, key });
  await expectNothingMinted(authority, plan);
  return codesOf(answer);
}

describe('a statement that says something else', () => {
  const bytes = (n: number) => new Uint8Array(16).fill(n);
  const cases: readonly (readonly [string, Partial<Approval>, string])[] = [
    ['another plan', { planDigest: digestOf('other') }, 'approval.plan_mismatch'],
    ['another request', { requestId: requestIds.from(bytes(8)) }, 'approval.request_mismatch'],
    ['another policy', { policyDigest: digestOf('other') }, 'approval.policy_mismatch'],
    ['another ceremony', { instance: instanceIds.from(bytes(8)) }, 'approval.instance_mismatch'],
    ['other operations', { operationDigests: [] }, 'approval.operations_mismatch'],
    ['a past life', { expiresAt: instantOf('2026-11-20T11:59:59Z') }, 'approval.expired'],
    [
      'too long a life',
      { expiresAt: instantOf('2026-12-20T00:00:00Z') },
      'approval.lifetime_exceeded',
    ],
    ['a future date', { decidedAt: instantOf('2026-11-20T12:01:00Z') }, 'approval.not_yet_valid'],
    [
      'a date before its request',
      { decidedAt: instantOf('2026-11-20T11:00:00Z') },
      'approval.not_yet_valid',
    ],
    ['another approver', { approver: person('bob') }, 'approval.person_mismatch'],
  ];
  it.each(cases)('%s', async (_name, changes, code) => {
    expect(await handedIn(changes)).toEqual([code]);
  });

  it('tells everything that is wrong at once', async () => {
    const changes = { planDigest: digestOf('other'), policyDigest: digestOf('other') };
    expect(await handedIn(changes)).toEqual(['approval.plan_mismatch', 'approval.policy_mismatch']);
  });

  it('made in an earlier ceremony on the same plan is refused in the next', async () => {
    const { authority, plan, request } = await opened();
    const statement = authority.statement('alice', { request, plan });
    authority.clock.advance(72 * 3_600_000);
    const next = await authority.open(plan);
    const codes = codesOf(await authority.hand(statement, { request: next }));
    expect(codes).toEqual([
      'approval.request_mismatch',
      'approval.instance_mismatch',
      'approval.not_yet_valid',
      'approval.expired',
    ]);
    await expectNothingMinted(authority, plan);
  });

  it('handed in after the request has expired', async () => {
    const { authority, plan, request } = await opened();
    authority.clock.advance(72 * 3_600_000);
    expect(codesOf(await authority.approve('alice', request, plan))).toEqual(['approval.expired']);
    await expectNothingMinted(authority, plan);
  });
});

describe('a statement by the wrong signer', () => {
  it('signed by a key that nobody listed', async () => {
    expect(await handedIn({}, makeTestKey('stranger'))).toEqual(['approval.key_unknown']);
  });

  it('signed by a key of another role', async () => {
    expect(await handedIn({}, sampleKey('log'))).toEqual(['approval.key_not_trusted']);
  });

  it('signed by the key of another person', async () => {
    expect(await handedIn({}, sampleKey('bob'))).toEqual(['approval.person_mismatch']);
  });

  it('with a signature that is not genuine', async () => {
    const forged = { ...sampleKey('alice'), sign: () => Promise.resolve(new Uint8Array(64)) };
    expect(await handedIn({}, forged)).toEqual(['approval.signature_invalid']);
  });

  it.each([
    ['carol', 'is the person behind release-agent'],
    ['robot', 'is a bot'],
  ])('by %s, who %s', async (name, rule) => {
    const { authority, plan, request } = await opened();
    const answer = await authority.approve(name, request, plan);
    expect(answer).toMatchObject({
      ok: false,
      refusals: [{ code: 'approval.self', found: `${name} ${rule}` }],
    });
    await expectNothingMinted(authority, plan);
  });

  it('by the last author of what ships, and by a proposer who is a person', async () => {
    const authority = await foundAuthority();
    const sample = authority.planOf();
    const facts = { ...sample.facts, lastAuthor: 'BOB@acme.example' };
    const proposer = { kind: 'person', id: person('carol'), onBehalfOf: null } as const;
    const plan = authority.planOf({ facts, proposer });
    const sole = { role: 'maintainer', count: 1 };
    const script = { publish_release: sole, tag_repo: sole, open_pr: sole };
    const lenient = await foundAuthority({ script: { version: 1, required: script } });
    const asked = { ...plan, policy: lenient.policy.reference };
    const request = await lenient.open(asked);
    for (const [name, rule] of [
      ['bob', 'bob is the last author'],
      ['carol', 'carol is the proposer'],
    ] as const) {
      const answer = await lenient.approve(name, request, asked);
      expect(answer).toMatchObject({ refusals: [{ code: 'approval.self', found: rule }] });
    }
  });

  it('by somebody whose role no rule asks for', async () => {
    const root = sampleTrustRoot();
    const people = [...root.people, personLike('dora', ['writer'])];
    const dora = makeTestKey('dora').trustKey({ roles: ['approve'], personId: person('dora') });
    const { authority, plan, request } = await opened({
      ...root,
      people,
      keys: [...root.keys, dora],
    });
    const codes = codesOf(await authority.approve('dora', request, plan));
    expect(codes).toEqual(['approval.role_missing']);
    await expectNothingMinted(authority, plan);
  });
});

describe('one person with two keys', () => {
  it('is counted once: the second approval is refused', async () => {
    const root = sampleTrustRoot();
    const second = makeTestKey('alice at home');
    const key = second.trustKey({ roles: ['approve'], personId: person('alice') });
    const { authority, plan, request } = await opened({ ...root, keys: [...root.keys, key] });
    mustAnswer(await authority.approve('alice', request, plan));
    const statement = authority.statement('alice', { request, plan }, { reason: 'again' });
    const codes = codesOf(await authority.hand(statement, { request, key: second }));
    expect(codes).toEqual(['approval.duplicate']);
    await expectNothingMinted(authority, plan);
  });
});

describe('a key outside its validity window', () => {
  it.each([
    ['at the date of the statement', { validFrom: instantOf('2026-11-20T12:00:00Z') }],
    ['when it is handed in', { validUntil: instantOf('2026-11-20T12:00:00Z') }],
  ])('does not count %s', async (_when, window) => {
    const root = sampleTrustRoot();
    const dora = makeTestKey('dora').trustKey({ roles: ['approve'], personId: person('dora') });
    const { authority, plan, request } = await opened({
      ...root,
      keys: [
        ...root.keys.map((key) => (key.personId === 'alice' ? { ...key, ...window } : key)),
        dora,
        {
          ...makeTestKey('alice anew').trustKey({ roles: ['approve'], personId: person('alice') }),
        },
      ],
      people: [...root.people, personLike('dora', ['maintainer'])],
    });
    const backdated = { decidedAt: instantOf('2026-11-20T11:59:50Z') };
    const statement = authority.statement('alice', { request, plan }, backdated);
    const codes = codesOf(await authority.hand(statement, { request }));
    expect(codes).toEqual(['approval.key_not_trusted']);
    await expectNothingMinted(authority, plan);
  });
});

describe('bytes that are no statement', () => {
  it.each([
    ['nothing', new Uint8Array()],
    ['no JSON', new TextEncoder().encode('approve!')],
    [
      'another document',
      new TextEncoder().encode('{"payload":"","payloadType":"x","signatures":[]}'),
    ],
  ])('%s', async (_name, envelope) => {
    const { authority, plan, request } = await opened();
    const answer = await authority.ceremony.record({ requestId: request.requestId, envelope });
    expect(codesOf(answer)).toEqual(['approval.malformed']);
    await expectNothingMinted(authority, plan);
  });

  it('two signatures where one person speaks', async () => {
    const { authority, plan, request } = await opened();
    const statement = authority.statement('alice', { request, plan });
    const both = [sampleKey('alice'), sampleKey('bob')];
    const envelope = await signPredicate(approvalKind, statement, both);
    const answer = await authority.ceremony.record({ requestId: request.requestId, envelope });
    expect(codesOf(answer)).toEqual(['approval.malformed']);
  });

  it('a receipt handed in as an approval', async () => {
    const { authority, plan, request } = await opened();
    const { receipts } = await authority.authorize(plan, 'dry_run');
    const [receipt] = receipts;
    if (receipt === undefined) throw new TypeError('expected a receipt');
    const { requestId } = request;
    const answer = await authority.ceremony.record({ requestId, envelope: receipt.envelope });
    expect(codesOf(answer)).toEqual(['approval.malformed']);
  });

  it('a genuine payload under a changed signature hint', async () => {
    const { authority, plan, request } = await opened();
    const statement = authority.statement('alice', { request, plan });
    const signed = await signPredicate(approvalKind, statement, [sampleKey('alice')]);
    const envelope = must(parseEnvelope(signed));
    const [signature] = envelope.signatures;
    if (signature === undefined) throw new TypeError('expected a signature');
    const relabelled = encodeEnvelope({
      ...envelope,
      signatures: [{ ...signature, keyid: sampleKey('bob').keyId }],
    });
    const { requestId } = request;
    const answer = await authority.ceremony.record({ requestId, envelope: relabelled });
    expect(codesOf(answer)).toEqual(['approval.signature_invalid']);
  });

  it('a request that nobody opened', async () => {
    const { authority, plan, request } = await opened();
    const unknown = { ...request, requestId: requestIds.from(new Uint8Array(16)) };
    const answer = await authority.approve('alice', unknown, plan);
    expect(codesOf(answer)).toEqual(['approval.request_unknown']);
  });
});
