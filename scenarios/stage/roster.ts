// SPDX-License-Identifier: Apache-2.0
// Who is who in every story: three maintainers, a bot, the person behind the agent that proposes, and
// the keys of the system's own parts. Alice holds two keys, so that people and keys can be told apart.
import {
  parsePersonId,
  proposerSchema,
  trustRootSchema,
  type PersonId,
  type Proposer,
  type PublisherPins,
  type RepositoryIdentity,
  type TrustRoot,
} from '@marketops/core';
import { instantOf, makeTestKey, must, type TestKey } from '@marketops/testkit';

/** When every story begins. */
export const storyBegins = instantOf('2026-11-20T12:00:00Z');

/** The publisher that receipts are addressed to. */
export const stageAudience = 'urn:marketops:publisher:stage';

/** The agent that proposes, and carol behind it, who also made the last commit. */
export const stageProposer: Proposer = must(
  proposerSchema.parse({ kind: 'agent', id: 'release-agent', onBehalfOf: 'carol' }, ''),
);

/** The key of a role (`root`, `mint`, `advise`, `log`) or of a person; `alice-spare` is alice's. */
export function stageKey(name: string): TestKey {
  return makeTestKey(`stage ${name}`);
}

/** A person's id. */
export function personId(name: string): PersonId {
  return must(parsePersonId(name));
}

const people = [
  { name: 'alice', kind: 'person', keys: ['alice', 'alice-spare'] },
  { name: 'bob', kind: 'person', keys: ['bob'] },
  { name: 'dave', kind: 'person', keys: ['dave'] },
  { name: 'carol', kind: 'person', keys: ['carol'] },
  { name: 'robot', kind: 'bot', keys: ['robot'] },
] as const;

/** The trust root of every story. */
export function stageTrustRoot(): TrustRoot {
  const ownKeys = (['root', 'mint', 'advise', 'log'] as const).map((role) =>
    stageKey(role).trustKey({ roles: [role] }),
  );
  const peoplesKeys = people.flatMap(({ name, keys }) =>
    keys.map((key) => stageKey(key).trustKey({ roles: ['approve'], personId: personId(name) })),
  );
  return must(
    trustRootSchema.parse(
      {
        authority: 'urn:marketops:authority:stage',
        version: 1,
        issuedAt: '2026-11-01T00:00:00Z',
        expiresAt: '2027-11-01T00:00:00Z',
        rootThreshold: 1,
        keys: [...ownKeys, ...peoplesKeys],
        people: people.map(({ name, kind }) => ({
          personId: name,
          displayName: name,
          kind,
          roles: ['maintainer'],
          emails: [`${name}@lantern.example`],
        })),
      },
      '',
    ),
  );
}

/** What the publisher pins for itself: this repository, and two people for everything. */
export function stagePins(repository: RepositoryIdentity): PublisherPins {
  return {
    audience: stageAudience,
    repositories: [repository],
    approvalsMin: { publish_release: 2, tag_repo: 2, open_pr: 2 },
    trustRoot: stageTrustRoot(),
  };
}
