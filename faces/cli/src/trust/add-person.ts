// SPDX-License-Identifier: Apache-2.0
// `marketops trust add`: a person of the roster, with a key to approve by; or another key for one.
import {
  parsePersonId,
  refusal,
  type Instant,
  type Person,
  type PersonId,
  type TrustKey,
  type TrustRoot,
} from '@marketops/core';
import { readEnrolledKey, type EnrolledKey } from '../composition/enrolled-key.ts';
import { withHome } from '../composition/opened-home.ts';
import { changeTrust } from '../composition/trust-change.ts';
import { refuse, type CommandResult } from '../face/command-result.ts';
import type { CommandContext } from '../program.ts';
import { trustResult } from './trust-result.ts';

/** The options of `trust add`. */
export interface AddOptions {
  readonly key?: string;
  readonly passkey?: string;
  readonly challenge?: string;
  readonly origin?: string;
  readonly relyingParty?: string;
  readonly role?: readonly string[];
  readonly email?: readonly string[];
  readonly name?: string;
  readonly bot?: boolean;
  readonly rootKey?: readonly string[];
}

/** Adds a person or a person's key. */
export async function addPerson(
  context: CommandContext,
  personText: string,
  options: AddOptions,
): Promise<CommandResult> {
  const personId = readPersonId(personText);
  const key = await readEnrolledKey(options);
  return withHome(context.settings(), async (home) => {
    const root = await changeTrust(home, {
      rootKeyFiles: options.rootKey ?? [],
      actor: `trust add ${personId}`,
      change: (current, now) => {
        if (key === null && options.bot !== true) requireKey(current, personId);
        return {
          people: withPerson(current, personId, options),
          keys: key === null ? current.keys : [...current.keys, approvingKey(key, personId, now)],
        };
      },
    });
    return trustResult(root, `${personId} is in the roster`);
  });
}

/** A person without a key could never approve, and nobody would notice before it matters. */
function requireKey({ keys }: TrustRoot, personId: PersonId): void {
  if (keys.some((key) => key.personId === personId)) return;
  const expected = '--key or --passkey, or --bot';
  const found = `none, and the trust root has no key of ${personId}`;
  refuse(refusal('usage.invalid', { subject: 'options', expected, found }));
}

function withPerson(root: TrustRoot, personId: PersonId, options: AddOptions): readonly Person[] {
  const known = root.people.find((person) => person.personId === personId);
  const others = root.people.filter((person) => person.personId !== personId);
  return [
    ...others,
    {
      personId,
      displayName: options.name ?? known?.displayName ?? personId,
      kind: options.bot === true ? 'bot' : (known?.kind ?? 'person'),
      roles: options.role ?? known?.roles ?? ['maintainer'],
      emails: options.email ?? known?.emails ?? [],
    },
  ];
}

function approvingKey(key: EnrolledKey, personId: PersonId, validFrom: Instant): TrustKey {
  return { ...key, roles: ['approve'], personId, validFrom, validUntil: null };
}

function readPersonId(text: string): PersonId {
  const personId = parsePersonId(text);
  if (personId.ok) return personId.value;
  const { expected, found } = personId.problem;
  return refuse(refusal('usage.invalid', { subject: 'PERSON', expected, found }));
}
