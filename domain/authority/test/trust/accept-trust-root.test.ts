// SPDX-License-Identifier: Apache-2.0
// Trust roots follow one another by the word of the one before; each way of slipping one in has a code
// of its own.
import { describe, expect, it } from 'vitest';
import { acceptTrustRoot } from '@marketops/authority';
import {
  base64Encode,
  concatBytes,
  keyIdOf,
  parsePersonId,
  type TrustKey,
  type TrustRoot,
} from '@marketops/core';
import {
  codesOf,
  foundAuthority,
  instantOf,
  makeTestKey,
  must,
  mustAnswer,
  sampleKey,
  sampleNow,
  sampleTrustRoot,
  signedTrustRoot,
  testVerifier,
  type TestKey,
} from '@marketops/testkit';
import { rosterFlaws } from '../../src/trust/roster-soundness.ts';

const person = (name: string) => must(parsePersonId(name));
/** What comes before the 32 bytes of an Ed25519 key in COSE: type, algorithm, curve, byte string. */
const coseEd25519Head = Uint8Array.from([0xa4, 1, 1, 3, 0x27, 0x20, 6, 0x21, 0x58, 32]);
const founding = sampleTrustRoot();
const second: TrustRoot = { ...founding, version: 2 };

async function accept(root: TrustRoot, by: { current?: TrustRoot | null; keys?: TestKey[] } = {}) {
  const envelope = await signedTrustRoot(root, by.keys ?? [sampleKey('root')]);
  const current = by.current === undefined ? founding : by.current;
  return acceptTrustRoot(envelope, { current, now: sampleNow, verifier: testVerifier });
}

/** The codes for a second root whose sample keys are changed so. */
async function codesWithKeys(change: (keys: readonly TrustKey[]) => readonly TrustKey[]) {
  return codesOf(await accept({ ...second, keys: change(founding.keys) }));
}

describe('accepting a trust root', () => {
  it('takes the founding root on its own word, and the next on the word of the founding one', async () => {
    expect(mustAnswer(await accept(founding, { current: null })).root).toEqual(founding);
    expect(mustAnswer(await accept(second)).root).toEqual(second);
  });

  const cases: readonly (readonly [string, Partial<TrustRoot>, string])[] = [
    ['an older version', { version: 1 }, 'trust.root_rolled_back'],
    ['a skipped version', { version: 3 }, 'trust.root_version_skipped'],
    ['another authority', { authority: 'urn:other' }, 'trust.authority_changed'],
    ['an end in the past', { expiresAt: instantOf('2026-11-20T12:00:00Z') }, 'trust.root_expired'],
    [
      'a date in the future',
      { issuedAt: instantOf('2026-11-20T12:01:00Z') },
      'trust.root_not_yet_valid',
    ],
    [
      'a date before the last',
      { issuedAt: instantOf('2026-10-01T00:00:00Z') },
      'trust.root_not_yet_valid',
    ],
  ];
  it.each(cases)('refuses %s', async (_name, changes, code) => {
    expect(codesOf(await accept({ ...second, ...changes }))).toEqual([code]);
  });

  it('refuses a founding root of a later version', async () => {
    expect(codesOf(await accept(second, { current: null }))).toEqual([
      'trust.root_version_skipped',
    ]);
  });

  it('refuses what cannot be read', async () => {
    const context = { current: founding, now: sampleNow, verifier: testVerifier };
    const answer = await acceptTrustRoot(new TextEncoder().encode('{}'), context);
    expect(codesOf(answer)).toEqual(['trust.root_malformed']);
  });

  it('refuses too few signatures, of the previous root or of its own', async () => {
    const rootKey = (name: string, holder: string) =>
      makeTestKey(name).trustKey({ roles: ['root'], personId: person(holder) });
    const keys = [
      ...founding.keys,
      rootKey('root of alice', 'alice'),
      rootKey('root of bob', 'bob'),
    ];
    const current = { ...founding, keys, rootThreshold: 2 };
    const next = { ...second, keys, rootThreshold: 2 };
    const one = await accept(next, { current, keys: [makeTestKey('root of alice')] });
    expect(codesOf(one)).toEqual(['trust.own_threshold_unmet', 'trust.previous_threshold_unmet']);
    const both = [makeTestKey('root of alice'), makeTestKey('root of bob')];
    expect(mustAnswer(await accept(next, { current, keys: both })).root.version).toBe(2);
    const stranger = await accept(second, { keys: [makeTestKey('stranger')] });
    expect(codesOf(stranger)).toEqual([
      'trust.own_threshold_unmet',
      'trust.previous_threshold_unmet',
    ]);
  });

  it('counts one person with two root keys once', async () => {
    const rootKey = (name: string) =>
      makeTestKey(name).trustKey({ roles: ['root'], personId: person('alice') });
    const others = founding.keys.filter(({ roles }) => !roles.includes('root'));
    const keys = [...others, rootKey('first'), rootKey('second')];
    const root = { ...founding, keys, rootThreshold: 2 };
    const answer = await accept(root, {
      current: null,
      keys: [makeTestKey('first'), makeTestKey('second')],
    });
    expect(codesOf(answer)).toEqual(['trust.threshold_unreachable', 'trust.own_threshold_unmet']);
  });

  it('rotates keys with an overlap: old and new sign the next, the new alone the one after', async () => {
    const fresh = makeTestKey('new root');
    const both = [...founding.keys, fresh.trustKey({ roles: ['root'] })];
    const overlap = { ...second, keys: both };
    const accepted = mustAnswer(await accept(overlap, { keys: [sampleKey('root'), fresh] })).root;
    const without = both.filter(({ keyId }) => keyId !== sampleKey('root').keyId);
    const third = { ...overlap, version: 3, keys: without };
    const after = await accept(third, { current: accepted, keys: [fresh] });
    expect(mustAnswer(after).root.version).toBe(3);
    const replaced = { ...second, keys: without };
    const withoutOverlap = await accept(replaced, { keys: [fresh] });
    expect(codesOf(withoutOverlap)).toEqual(['trust.previous_threshold_unmet']);
  });

  it('does not count a root key whose time is over', async () => {
    const keys = founding.keys.map((key) =>
      key.roles.includes('root') ? { ...key, validUntil: sampleNow } : key,
    );
    const answer = await accept(second, { current: { ...founding, keys } });
    expect(codesOf(answer)).toEqual(['trust.previous_threshold_unmet']);
  });
});

describe('a sound roster', () => {
  it('has no flaws in the sample', () => {
    expect(rosterFlaws(founding)).toEqual([]);
  });

  it('has no key of two people', async () => {
    const [alicesKey] = founding.keys.filter(({ personId }) => personId === 'alice');
    const codes = await codesWithKeys((keys) =>
      keys.map((key) =>
        key.personId === 'bob' && alicesKey !== undefined
          ? { ...alicesKey, personId: key.personId }
          : key,
      ),
    );
    expect(codes).toEqual(['trust.key_shared']);
  });

  it('has no id that does not follow from its key', async () => {
    const codes = await codesWithKeys((keys) =>
      keys.map((key) =>
        key.personId === 'alice' ? { ...key, keyId: makeTestKey('other').keyId } : key,
      ),
    );
    expect(codes).toEqual(['trust.key_id_mismatch']);
  });

  const alicesKeyWith =
    (change: Partial<TrustKey>) =>
    (keys: readonly TrustKey[]): readonly TrustKey[] =>
      keys.map((key) => (key.personId === 'alice' ? { ...key, ...change } : key));
  const passkey = { credentialId: 'x', relyingPartyId: 'y', origin: 'https://y.example' };
  const flaws: readonly (readonly [string, Partial<TrustKey>, string])[] = [
    ['empty window', { validUntil: instantOf('2026-01-01T00:00:00Z') }, 'trust.key_window_invalid'],
    ['approving key of nobody', { personId: null }, 'trust.key_person_missing'],
    ['owner outside the roster', { personId: person('zed') }, 'trust.person_unknown'],
    ['key that mints and approves', { roles: ['mint', 'approve'] }, 'trust.role_conflict'],
    ['passkey that is none', { passkey }, 'trust.key_passkey_invalid'],
  ];
  it.each(flaws)('has no %s', async (_name, change, code) => {
    expect(await codesWithKeys(alicesKeyWith(change))).toEqual([code]);
  });

  const underSsh = (key: TestKey, holder: string, roles: TrustKey['roles']) => ({
    ...key.trustKey({ roles, personId: person(holder) }),
    algorithm: 'sshsig-ed25519' as const,
    keyId: keyIdOf('sshsig-ed25519', key.publicKey),
  });

  it('has no key that does more under two algorithms than under one', async () => {
    const minting = underSsh(sampleKey('mint'), 'alice', ['approve']);
    expect(await codesWithKeys((keys) => [...keys, minting])).toEqual(['trust.key_shared']);
    const logging = underSsh(sampleKey('alice'), 'alice', ['log']);
    expect(await codesWithKeys((keys) => [...keys, logging])).toEqual(['trust.role_conflict']);
    const approving = underSsh(sampleKey('alice'), 'alice', ['approve']);
    expect(await codesWithKeys((keys) => [...keys, approving])).toEqual([]);
  });

  it('has no key that is a passkey as well, of somebody else or with another role', async () => {
    const asPasskey = (key: TestKey, holder: string): TrustKey => {
      const coseKey = concatBytes([coseEd25519Head, key.publicKey]);
      return {
        ...key.trustKey({ roles: ['approve'], personId: person(holder) }),
        algorithm: 'webauthn',
        keyId: keyIdOf('webauthn', coseKey),
        publicKey: base64Encode(coseKey),
        passkey,
      };
    };
    const ofBob = asPasskey(sampleKey('alice'), 'bob');
    expect(await codesWithKeys((keys) => [...keys, ofBob])).toEqual(['trust.key_shared']);
    const minting = asPasskey(sampleKey('mint'), 'bob');
    expect(await codesWithKeys((keys) => [...keys, minting])).toEqual(['trust.key_shared']);
    const herOwn = asPasskey(sampleKey('alice'), 'alice');
    expect(await codesWithKeys((keys) => [...keys, herOwn])).toEqual([]);
  });

  it('lists nobody twice', async () => {
    const people = [...founding.people, ...founding.people.slice(0, 1)];
    expect(codesOf(await accept({ ...second, people }))).toEqual(['trust.person_duplicate']);
  });

  it('lets a person hold a root key that also approves', async () => {
    const codes = await codesWithKeys(alicesKeyWith({ roles: ['root', 'approve'] }));
    expect(codes).toEqual([]);
  });
});

describe('the trust register', () => {
  it('puts roots in force one by one, each on record', async () => {
    const authority = await foundAuthority();
    const next = mustAnswer(
      await authority.trustRegister.accept(await signedTrustRoot(second), 'security'),
    );
    expect((await authority.trustRegister.current())?.version).toBe(2);
    expect(authority.store.auditRecords.at(-1)).toMatchObject({
      event: 'trust_root.accepted',
      actor: 'security',
      documentDigest: next.digest,
    });
  });

  it('takes no root twice and none back', async () => {
    const authority = await foundAuthority();
    const again = await authority.trustRegister.accept(await signedTrustRoot(founding), 'mallory');
    expect(codesOf(again)).toEqual(['trust.root_rolled_back']);
    expect((await authority.trustRegister.current())?.version).toBe(1);
  });
});
