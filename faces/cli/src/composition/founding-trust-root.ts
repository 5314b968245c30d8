// SPDX-License-Identifier: Apache-2.0
// The first trust root of a home: the home's own four keys and the people who may approve.
import {
  instantFromMs,
  instantToMs,
  refusal,
  trustRootSchema,
  type Instant,
  type TrustRoot,
} from '@marketops/core';
import type { Ed25519KeyFile } from '@marketops/keyring';
import { refuse } from '../face/command-result.ts';
import type { PersonOption } from '../home/person-option.ts';
import type { PublicKey } from '../home/public-key-file.ts';
import { ownKey } from './own-key.ts';

/** How long a trust root is in force: a year. */
export const trustRootLifeMs = 365 * 24 * 60 * 60 * 1_000;

/** A person with the key read from their file. */
export interface EnrolledPerson {
  readonly person: PersonOption;
  readonly key: PublicKey;
}

/** What a founding trust root names. */
export interface Founding {
  readonly authority: string;
  readonly now: Instant;
  readonly keys: Readonly<Record<'root' | 'mint' | 'advise' | 'log', Ed25519KeyFile>>;
  readonly people: readonly EnrolledPerson[];
}

/** The first trust root, valid for a year; throws CommandRefused where it would not be sound. */
export function foundingTrustRoot({ authority, now, keys, people }: Founding): TrustRoot {
  const root = trustRootSchema.parse(
    {
      authority,
      version: 1,
      issuedAt: now,
      expiresAt: instantFromMs(instantToMs(now) + trustRootLifeMs),
      rootThreshold: 1,
      keys: [
        ...(['root', 'mint', 'advise', 'log'] as const).map((role) =>
          ownKey(role, keys[role], now),
        ),
        ...people.map(({ person, key }) => ({
          ...key,
          roles: ['approve'],
          personId: person.personId,
          validFrom: now,
          validUntil: null,
          passkey: null,
        })),
      ],
      people: people.map(({ person }) => ({
        personId: person.personId,
        displayName: person.personId,
        kind: 'person',
        roles: person.roles,
        emails: person.emails,
      })),
    },
    '',
  );
  if (root.ok) return root.value;
  const { path, expected, found } = root.problem;
  return refuse(refusal('usage.invalid', { subject: `trust root${path}`, expected, found }));
}
