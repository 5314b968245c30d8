// SPDX-License-Identifier: Apache-2.0
// Whom a request waits for: people whose approval would count and bring it nearer to its end.
import { assessRules, type CeremonyStanding } from '@marketops/authority';
import {
  keyHolds,
  whyApproverDoesNotCount,
  type Instant,
  type Person,
  type PersonId,
  type TrustRoot,
} from '@marketops/core';

/** The people of the roster who could still help, in its order; none once nothing is missing. */
export function waitingFor(
  { request, counted, state, subjects }: CeremonyStanding,
  root: TrustRoot,
  at: Instant,
): readonly PersonId[] {
  if (state !== 'open') return [];
  const approvers = counted.map(({ approver }) => approver);
  const given = new Set(approvers.map(({ personId }) => personId));
  const origin = { proposer: request.proposer, facts: { lastAuthor: request.lastAuthor } };
  const helps = ({ personId, roles }: Person): boolean =>
    request.required.some(({ subject, rules }) => {
      const standing = subjects.find((candidate) => candidate.subject === subject);
      if (standing === undefined || standing.satisfied) return false;
      return assessRules(rules, [...approvers, { personId, roles }]).missing !== standing.missing;
    });
  return root.people
    .filter((person) => !given.has(person.personId))
    .filter((person) => whyApproverDoesNotCount(person, origin) === null)
    .filter((person) => holdsKey(person, root, at) && helps(person))
    .map(({ personId }) => personId);
}

function holdsKey({ personId }: Person, { keys }: TrustRoot, at: Instant): boolean {
  return keys.some((key) => key.personId === personId && keyHolds(key, { role: 'approve', at }));
}
