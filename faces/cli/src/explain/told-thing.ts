// SPDX-License-Identifier: Apache-2.0
// What `marketops explain` tells of one thing: how it stands, what is on record of it, and every reason
// why it did not ship, those first that the proposer can put right.
import { EXIT_CODES, reasonEntry, type JsonObject, type Refusal } from '@marketops/core';
import type { AnswerLine } from '../face/answer-line.ts';
import {
  byFixer,
  explain,
  explanationLine,
  isConsequence,
  type Explanation,
} from '../face/report-refusals.ts';
import { printable } from '../face/terminal.ts';
import type { NextNames } from '../face/command-result.ts';

/** One thing, explained. */
export interface ToldThing {
  readonly kind: 'run' | 'operation' | 'receipt' | 'request' | 'record';
  readonly id: string;
  /** How it stands, in a few words. */
  readonly state: string;
  /** What is known of it, for people. */
  readonly lines: readonly AnswerLine[];
  /** The same for programs. */
  readonly facts: JsonObject;
  /** What stands in the way; empty where it shipped. */
  readonly reasons: readonly Explanation[];
  /** What is worth knowing and stands in the way of nothing. */
  readonly notes?: readonly Explanation[];
  /** What comes next, where that is not what the first reason says. */
  readonly next?: string | null;
}

/** Refusals and where they are on record. */
export interface RecordedRefusals {
  readonly refusals: readonly Refusal[];
  readonly evidence: readonly string[];
}

/**
 * All reasons, each once with everything that bears it out, ordered by who can fix them. Notes are
 * none: nobody has to fix what stands in the way of nothing.
 */
export function reasonsOf(
  recorded: readonly RecordedRefusals[],
  names: NextNames,
): readonly Explanation[] {
  return explainRecorded(recorded, names, (refusal) => !isNote(refusal));
}

/** The notes among refusals, in the same form. */
export function notesOf(
  recorded: readonly RecordedRefusals[],
  names: NextNames,
): readonly Explanation[] {
  return explainRecorded(recorded, names, isNote);
}

function isNote({ code }: Refusal): boolean {
  return reasonEntry(code).exit === EXIT_CODES.done;
}

function explainRecorded(
  recorded: readonly RecordedRefusals[],
  names: NextNames,
  belongs: (refusal: Refusal) => boolean,
): readonly Explanation[] {
  const reasons = new Map<string, Explanation>();
  for (const { refusals, evidence } of recorded) {
    for (const refusal of refusals.filter(belongs)) {
      const { code, subject, expected, found } = refusal;
      const key = JSON.stringify([code, subject, expected, found]);
      const known = reasons.get(key)?.evidence ?? [];
      const merged = [...new Set([...known, ...evidence])];
      reasons.set(key, { ...explain(refusal, names), evidence: merged });
    }
  }
  return endingInCause(byFixer([...reasons.values()]));
}

/** Nobody follows up a mere consequence: what puts its cause right is what comes next for it too. */
function endingInCause(reasons: readonly Explanation[]): readonly Explanation[] {
  const [first] = reasons;
  if (first === undefined || isConsequence(first)) return reasons;
  return reasons.map((reason) =>
    isConsequence(reason) ? { ...reason, next: first.next } : reason,
  );
}

/** The lines of all reasons; none where there is none. */
export function reasonLines(reasons: readonly Explanation[]): readonly AnswerLine[] {
  if (reasons.length === 0) return [];
  return ['', 'why it did not ship, or not yet:', ...reasons.flatMap(oneReason)];
}

/** The lines of all notes; none where there is none. */
export function noteLines(notes: readonly Explanation[]): readonly string[] {
  if (notes.length === 0) return [];
  const lines = notes.map((note) => `  ${explanationLine(note)}`);
  return ['', 'noted, and in the way of nothing:', ...lines];
}

function oneReason(reason: Explanation): readonly AnswerLine[] {
  const { code, headline, subject, expected, found, why, fixedBy, next, evidence } = reason;
  return [
    `  ${code}: ${headline}`,
    `    ${subject === '' ? '' : `${printable(subject)}: `}expected ${printable(expected)}, found ${printable(found)}`,
    `    why it matters: ${why}`,
    { before: `    ${fixedBy} can fix it: `, command: next },
    ...(evidence.length === 0 ? [] : [`    on record: ${evidence.join(', ')}`]),
  ];
}
