// SPDX-License-Identifier: Apache-2.0
// One line of an operation's journal: what was about to be sent, what came back, what was seen and
// what is waited for. From the journal alone a publisher knows which writes are still in doubt.
import {
  array,
  instantSchema,
  integer,
  nullable,
  object,
  oneOf,
  refusalSchema,
  text,
  type TypeOf,
} from '@marketops/core';

/**
 * What a line tells of a step.
 *
 * `intended`: attempt n is about to be sent. `answered`: it came back with the id it promised.
 * `refused`: GitHub answered that it did not act. `not_sent`: it cannot have left whole.
 * `unanswered`: it may or may not have been acted on. `absent`: seen not to be there. `observed`:
 * seen as approved. `waiting`: nothing more is done before `until`. `abandoned`: the operation is to
 * end without success for the reasons given, and only clears up from here.
 */
const JOURNAL_EVENTS = [
  'intended',
  'answered',
  'refused',
  'not_sent',
  'unanswered',
  'absent',
  'observed',
  'waiting',
  'abandoned',
] as const;

/** What a line tells of a step. */
export type JournalEvent = (typeof JOURNAL_EVENTS)[number];

const stepCharactersMax = 300;
const requestIdCharactersMax = 200;

/** Characters of a note at most. */
export const noteCharactersMax = 1_000;
/** Refusals in one line at most. */
export const entryRefusalsMax = 16;

/** The shape of an id that GitHub gave or that was found. */
export const handleSchema = text({ lengthMin: 1, lengthMax: stepCharactersMax });
/** The shape of GitHub's own request id. */
export const requestIdSchema = text({ lengthMin: 1, lengthMax: requestIdCharactersMax });

/** The shape of a line of the journal. */
export const journalEntrySchema = object({
  /** The step it is about: `draft`, `asset/tool.tar.gz`. */
  step: text({ lengthMin: 1, lengthMax: stepCharactersMax }),
  event: oneOf(JOURNAL_EVENTS),
  /** From 1; 0 where the line is about no attempt. */
  attempt: integer(0, 1_000),
  at: instantSchema,
  /** The id that GitHub gave or that was found: a number, an object id, a branch name. */
  handle: nullable(handleSchema),
  /** A few words for people, without secrets. */
  note: nullable(text({ lengthMin: 0, lengthMax: noteCharactersMax })),
  /** Until when is waited. */
  until: nullable(instantSchema),
  refusals: array(refusalSchema, 0, entryRefusalsMax),
  /** GitHub's own request id. */
  requestId: nullable(requestIdSchema),
});

/** One line of an operation's journal. */
export type JournalEntry = TypeOf<typeof journalEntrySchema>;
