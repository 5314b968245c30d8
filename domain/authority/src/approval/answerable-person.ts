// SPDX-License-Identifier: Apache-2.0
// Who answers for a proposal. Whoever plans says for themselves who proposes; only where that names a
// person of the roster does the rule that nobody approves what they propose have anybody to apply to.
import {
  refusal,
  type PersonId,
  type Proposer,
  type Refusal,
  type TrustRoot,
} from '@marketops/core';

/** The person who answers for a proposal: a person who proposes, or the one behind any other. */
function answerablePerson({ kind, id, onBehalfOf }: Proposer): PersonId | null {
  return kind === 'person' ? id : onBehalfOf;
}

/**
 * Why nobody of the roster answers for a proposal (`approval.proposer_unknown`), or null if a person
 * does. A bot answers for nothing; an agent or workflow itself need not be on the roster.
 */
export function unknownProposer(
  proposer: Proposer,
  { people }: Pick<TrustRoot, 'people'>,
): Refusal | null {
  const answerable = answerablePerson(proposer);
  const known = people.find(({ personId }) => personId === answerable);
  if (known?.kind === 'person') return null;
  const { kind, id } = proposer;
  const expected =
    kind === 'person' ? 'a person of the roster' : 'a person of the roster on whose behalf it is';
  const missing = answerable === null ? 'nobody' : `${answerable}, who is not on the roster`;
  const found = known === undefined ? missing : `${known.personId}, who is a bot`;
  return refusal('approval.proposer_unknown', { subject: `${kind}:${id}`, expected, found });
}
