// SPDX-License-Identifier: Apache-2.0
// What must hold inside one trust root, whoever signed it: ids that follow from keys, one person to a
// key, no roles together that would let one stolen key do everything.
import {
  base64Decode,
  instantToMs,
  keyIdOf,
  refusal,
  type KeyRole,
  type Refusal,
  type TrustKey,
  type TrustRoot,
} from '@marketops/core';
import { keyMaterial } from './key-material.ts';

/** The only roles that one key may hold together: a person who approves may keep the root as well. */
const rolesTogether: readonly KeyRole[] = ['root', 'approve'];

/** Everything that is unsound in a trust root; empty where nothing is. */
export function rosterFlaws(root: TrustRoot): readonly Refusal[] {
  return [
    ...root.keys.flatMap((key) => keyFlaws(key, root)),
    ...sharedKeyFlaws(root),
    ...peopleFlaws(root),
    ...thresholdFlaws(root),
  ];
}

/** How many different holders keys have: people where they are known, keys where they are not. */
export function holdersOf(keys: readonly TrustKey[]): number {
  return new Set(keys.map(({ personId, keyId }) => personId ?? keyId)).size;
}

function keyFlaws(key: TrustKey, root: TrustRoot): readonly Refusal[] {
  const flaws: Refusal[] = [];
  const publicKey = base64Decode(key.publicKey);
  const expectedId = publicKey.ok ? keyIdOf(key.algorithm, publicKey.value) : 'none';
  if (expectedId !== key.keyId) {
    flaws.push(
      refusal('trust.key_id_mismatch', {
        subject: key.keyId,
        expected: publicKey.ok ? expectedId : 'a public key in standard base64',
        found: key.keyId,
      }),
    );
  }
  if (key.validUntil !== null && instantToMs(key.validUntil) <= instantToMs(key.validFrom)) {
    flaws.push(
      refusal('trust.key_window_invalid', {
        subject: key.keyId,
        expected: `an end after ${key.validFrom}`,
        found: key.validUntil,
      }),
    );
  }
  return [...flaws, ...ownerFlaws(key, root), ...roleFlaws(key.keyId, key.roles)];
}

function ownerFlaws(key: TrustKey, root: TrustRoot): readonly Refusal[] {
  const flaws: Refusal[] = [];
  if (key.personId === null && key.roles.includes('approve')) {
    const details = { subject: key.keyId, expected: 'a person of the roster', found: 'nobody' };
    flaws.push(refusal('trust.key_person_missing', details));
  }
  if (key.personId !== null && !root.people.some(({ personId }) => personId === key.personId)) {
    const details = { subject: key.keyId, expected: 'a person of the roster', found: key.personId };
    flaws.push(refusal('trust.person_unknown', details));
  }
  if ((key.algorithm === 'webauthn') !== (key.passkey !== null)) {
    flaws.push(
      refusal('trust.key_passkey_invalid', {
        subject: key.keyId,
        expected: key.algorithm === 'webauthn' ? 'a credential' : 'no credential',
        found: key.passkey === null ? 'none' : 'one',
      }),
    );
  }
  return flaws;
}

function roleFlaws(subject: string, roles: readonly KeyRole[]): readonly Refusal[] {
  const distinct = [...new Set(roles)];
  if (distinct.length === 1 || distinct.every((role) => rolesTogether.includes(role))) return [];
  return [
    refusal('trust.role_conflict', {
      subject,
      expected: 'one role, or root and approve together',
      found: distinct.join(', '),
    }),
  ];
}

/** Keys that are listed more than once, under whatever algorithm. */
function sharedKeyFlaws(root: TrustRoot): readonly Refusal[] {
  const entries = Map.groupBy(root.keys, keyMaterial);
  return [...entries.values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined || same.length === 1) return [];
    const owners = [...new Set(same.map(({ personId }) => personId ?? 'nobody'))];
    const listedTwice = new Set(same.map(({ keyId }) => keyId)).size < same.length;
    if (owners.length === 1 && !listedTwice) {
      return roleFlaws(
        first.keyId,
        same.flatMap(({ roles }) => roles),
      );
    }
    return [
      refusal('trust.key_shared', {
        subject: first.keyId,
        expected: 'one entry and one owner for one key',
        found: `${same.length} entries, of ${owners.join(' and ')}`,
      }),
    ];
  });
}

function peopleFlaws(root: TrustRoot): readonly Refusal[] {
  const seen = new Set<string>();
  return root.people.flatMap(({ personId }) => {
    if (!seen.has(personId)) {
      seen.add(personId);
      return [];
    }
    const details = { subject: personId, expected: 'one entry', found: 'another one' };
    return [refusal('trust.person_duplicate', details)];
  });
}

function thresholdFlaws(root: TrustRoot): readonly Refusal[] {
  const holders = holdersOf(root.keys.filter(({ roles }) => roles.includes('root')));
  if (holders >= root.rootThreshold) return [];
  return [
    refusal('trust.threshold_unreachable', {
      subject: 'rootThreshold',
      expected: `at most ${holders}, the holders of root keys`,
      found: `${root.rootThreshold}`,
    }),
  ];
}
