// SPDX-License-Identifier: Apache-2.0
// Who acts: people by a stable id of the roster, proposers that may be agents or workflows, and the
// principal, the person behind an agent.
import { accepted, refused, type Parsed } from '../schema/parsed.ts';
import { describeText } from '../schema/describe-value.ts';
import { nullable, object } from '../schema/composites.ts';
import { oneOf, parsedText } from '../schema/scalars.ts';
import type { Schema, TypeOf } from '../schema/schema.ts';

/** Names a person or bot of the roster. */
export type PersonId = string & { readonly __id: 'person' };

const personIdPattern = /^[a-z0-9][a-z0-9._-]{0,63}$/;

/** Accepts a roster id: lower-case letters, digits, `.`, `_`, `-`, at most 64. */
export function parsePersonId(text: string): Parsed<PersonId> {
  return personIdPattern.test(text)
    ? accepted(text as PersonId)
    : refused('', 'a roster id of lower-case letters, digits, . _ -', describeText(text));
}

/** Roster ids. */
export const personIdSchema: Schema<PersonId> = parsedText(parsePersonId, {
  pattern: personIdPattern.source,
});

/** What kinds of actor may propose. */
const PROPOSER_KINDS = ['agent', 'workflow', 'person'] as const;

/** The proposer of a plan; `onBehalfOf` is the principal, null only for a person. */
export const proposerSchema = object({
  kind: oneOf(PROPOSER_KINDS),
  id: personIdSchema,
  onBehalfOf: nullable(personIdSchema),
});

/** The proposer of a plan. */
export type Proposer = TypeOf<typeof proposerSchema>;
