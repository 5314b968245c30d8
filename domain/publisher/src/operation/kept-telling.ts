// SPDX-License-Identifier: Apache-2.0
// What GitHub told, cut to what can be kept and read again: what became of an attempt is never lost
// because of how somebody words it.
import {
  refusal,
  type JsonValue,
  type PublicationResult,
  type Refusal,
  type Schema,
} from '@marketops/core';
import {
  entryRefusalsMax,
  handleSchema,
  noteCharactersMax,
  requestIdSchema,
  type JournalEntry,
} from './journal-entry.ts';
import { publicationResultSchema } from './settlement.ts';

/**
 * `entry` as it can be kept: a note is cut, refusals are the first ones and as long as refusals are,
 * and an id that nobody could read again is none. A step's name and its moments stand as they are.
 */
export function keptEntry(entry: JournalEntry): JournalEntry {
  return {
    ...entry,
    handle: fitOrNull(handleSchema, entry.handle),
    note: entry.note === null ? null : cutNote(entry.note),
    refusals: keptRefusals(entry.refusals, entryRefusalsMax),
    requestId: fitOrNull(requestIdSchema, entry.requestId),
  };
}

/** The first `countMax` refusals, each as long as refusals are. */
export function keptRefusals(refusals: readonly Refusal[], countMax: number): readonly Refusal[] {
  return refusals.slice(0, countMax).map(({ code, ...details }) => refusal(code, details));
}

/** `result` as it can be kept: a link that is too long is left out. */
export function keptResult(result: PublicationResult): PublicationResult {
  return publicationResultSchema.parse(result, '').ok ? result : { ...result, url: '' };
}

function cutNote(note: string): string {
  return note.toWellFormed().slice(0, noteCharactersMax).toWellFormed();
}

function fitOrNull<T extends JsonValue>(schema: Schema<T>, value: T | null): T | null {
  return value !== null && schema.parse(value, '').ok ? value : null;
}
