// SPDX-License-Identifier: Apache-2.0
// Refusals as people read them: one line each with code, expected and found, ordered by who can fix
// them, and the next command last. The same object goes to `--json`.
import { FIXERS, reasonEntry, type JsonObject, type Refusal } from '@marketops/core';
import type { NextNames } from './command-result.ts';
import { shellWord } from './shell-word.ts';
import { printable } from './terminal.ts';

/** One explanation, the same in every face (issue 4, explanations). */
export interface Explanation extends JsonObject {
  readonly code: string;
  readonly headline: string;
  readonly subject: string;
  readonly expected: string;
  readonly found: string;
  readonly why: string;
  readonly fixedBy: string;
  readonly next: string;
  /** Where it is on record, such as `log record 17`; empty where it is not. */
  readonly evidence: readonly string[];
}

/** Explains a refusal from the catalogue; `names` fills in the words in capitals of `next`. */
export function explain(refusal: Refusal, names: NextNames = {}): Explanation {
  const { headline, why, fixedBy, next } = reasonEntry(refusal.code);
  const filledIn = fillIn(next, { ...namesIn(refusal), ...names });
  return { ...refusal, headline, why, fixedBy, next: filledIn, evidence: [] };
}

/** The word of the next command that the subject itself stands for, where it is one. */
const subjectWords: ReadonlyMap<string, string> = new Map([
  ['key.permissions', 'FILE'],
  ['key.unreadable', 'FILE'],
  ['key.missing', 'FILE'],
  ['home.damaged', 'FILE'],
  ['usage.file_unwritable', 'FILE'],
  ['store.unreadable', 'FILE'],
  ['store.not_a_database', 'FILE'],
  ['doctor.home_open', 'FOLDER'],
  ['doctor.operation_open', 'OPERATION'],
  ['evidence.unwritten', 'OPERATION'],
]);

function namesIn({ code, subject }: Refusal): NextNames {
  const word = subjectWords.get(code);
  return word === undefined ? {} : { [word]: subject };
}

/** Explains all refusals, each once: those first that the proposer can fix, and mere consequences last. */
export function explainAll(
  refusals: readonly Refusal[],
  names: NextNames = {},
): readonly Explanation[] {
  const once = new Map(refusals.map((refusal) => [JSON.stringify(refusal), refusal]));
  return byFixer([...once.values()].map((refusal) => explain(refusal, names)));
}

/** Explanations in the order of who can fix them; what only follows from another comes last. */
export function byFixer(explanations: readonly Explanation[]): readonly Explanation[] {
  return explanations.toSorted((left, right) => placeOf(left) - placeOf(right));
}

/** An operation is held back because of another one, whose reason is the one to look at. */
const consequence = 'plan.held_back';

/** Whether something only follows from another refusal. */
export function isConsequence({ code }: Pick<Explanation, 'code'>): boolean {
  return code === consequence;
}

function placeOf(explanation: Explanation): number {
  const order: readonly string[] = FIXERS;
  return isConsequence(explanation) ? order.length : order.indexOf(explanation.fixedBy);
}

/** One line: code, subject, expected and found. */
export function explanationLine(explanation: Explanation): string {
  const { code, subject, expected, found } = explanation;
  const about = subject === '' ? '' : ` ${printable(subject)}:`;
  return `${code}:${about} expected ${printable(expected)}, found ${printable(found)}`;
}

/** A next command of the catalogue with its words filled in; a plan is by the proposer that is known. */
export function fillIn(command: string, names: NextNames): string {
  const filled = command.replaceAll(/\b[A-Z]{3,}\b/g, (word) => {
    const name = names[word];
    return name === undefined ? word : shellWord(name);
  });
  const proposer = names['PROPOSER'];
  return proposer === undefined
    ? filled
    : filled.replace(/^marketops plan\b/, `marketops plan --proposer ${proposer}`);
}
