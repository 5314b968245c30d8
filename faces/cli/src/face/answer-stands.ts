// SPDX-License-Identifier: Apache-2.0
// A command that did what it was asked and could not do what comes after: what it did is on record and
// is told, and then what failed. Otherwise a failure at the end would hide a publication that stands.
import { refusal, type ReasonCode, type Refusal } from '@marketops/core';
import { CommandRefused, type CommandResult } from './command-result.ts';
import { faultLine, refusalsOf } from './fault.ts';
import { explain } from './report-refusals.ts';

/** What could not be done after the answer was on record. */
export interface LeftUndone {
  readonly code: ReasonCode;
  readonly subject: string;
  readonly expected: string;
  /** What was thrown when it was tried. */
  readonly error: unknown;
}

/** Ends a command with an answer and a failure; the outermost handler prints both, the answer first. */
export class AnswerStands extends Error {
  override readonly name = 'AnswerStands';
  readonly answer: CommandResult;
  readonly refused: CommandRefused;

  constructor(answer: CommandResult, undone: LeftUndone, before?: CommandRefused) {
    const refused = refusedFor(undone, before?.refusals ?? []);
    super(refused.message, { cause: undone.error });
    this.answer = answer;
    this.refused = refused;
  }

  /** The same answer, with something else that could not be done either, told first. */
  also(undone: LeftUndone): AnswerStands {
    return new AnswerStands(this.answer, undone, this.refused);
  }
}

/** Why something was left undone, and what to do: the repair where the error has one. */
function refusedFor(undone: LeftUndone, before: readonly Refusal[]): CommandRefused {
  const { code, subject, expected, error } = undone;
  const causes = error instanceof CommandRefused ? error.refusals : refusalsOf(error);
  const [cause] = causes;
  const why = cause === undefined ? faultLine(error) : cause.code;
  const found = `${why}; what this command did is on record and stands`;
  const first = refusal(code, { subject, expected, found });
  const { next } = explain(cause ?? first);
  return new CommandRefused([first, ...before, ...causes], { next });
}
