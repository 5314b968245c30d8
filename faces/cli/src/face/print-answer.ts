// SPDX-License-Identifier: Apache-2.0
// Prints what a command answers and gives its exit code: the answer on standard output, refusals with
// their explanation on standard error, the next command last. With `--json` standard output carries
// exactly one JSON object, whatever happened.
import { EXIT_CODES, isJsonArray, type ExitCode, type JsonObject } from '@marketops/core';
import type { AnswerStands } from './answer-stands.ts';
import type { CommandRefused, CommandResult } from './command-result.ts';
import { faultLine } from './fault.ts';
import type { GivenPlace } from './given-place.ts';
import { explainAll, explanationLine, type Explanation } from './report-refusals.ts';
import type { Terminal } from './terminal.ts';

/** How an answer is printed. */
export interface Printing {
  readonly json: boolean;
  readonly terminal: Terminal;
  /** What next commands need to be run where this one was. */
  readonly place: GivenPlace;
  /** The command that prints the help of what was tried. */
  readonly help: string;
}

/** Prints the answer of a command that came to its end. */
export function printResult(result: CommandResult, printing: Printing): ExitCode {
  if (result.printed === true) return result.exit;
  const { next } = result;
  if (printing.json) printJson(next === null ? result.json : { ...result.json, next }, printing);
  else {
    const { terminal, place } = printing;
    for (const line of result.lines) terminal.data(place.line(line));
    if (next !== null) terminal.data(place.line(nextLine(next)));
  }
  return result.exit;
}

/** The answer first, then what could not be done after it; an exit code of the answer's own stays. */
export function printAnswerThatStands(
  { answer, refused }: AnswerStands,
  printing: Printing,
): ExitCode {
  const { json, terminal, place } = printing;
  const { explanations, next } = explained(refused, printing);
  if (json) {
    const own = answer.json['refusals'] ?? null;
    const refusals = [...(isJsonArray(own) ? own : []), ...explanations];
    printJson({ ...answer.json, refusals, next }, printing);
  } else {
    for (const line of answer.lines) terminal.data(place.line(line));
    printRefusals(explanations, next, printing);
  }
  return answer.exit === EXIT_CODES.done ? refused.exit : answer.exit;
}

/** Prints why a command was refused. */
export function printRefused(refused: CommandRefused, printing: Printing): ExitCode {
  const { explanations, next } = explained(refused, printing);
  if (printing.json) printJson({ refusals: explanations, next }, printing);
  else printRefusals(explanations, next, printing);
  return refused.exit;
}

/** Prints the one line that a fault deserves. */
export function printFault(fault: unknown, printing: Printing): ExitCode {
  const message = faultLine(fault);
  const next = 'marketops doctor';
  if (printing.json) printJson({ error: { message }, refusals: [], next }, printing);
  else {
    printing.terminal.error(`marketops: ${message}`);
    printNext(next, printing);
  }
  return EXIT_CODES.failure;
}

interface Explained {
  readonly explanations: readonly Explanation[];
  readonly next: string;
}

function explained(
  { refusals, names, next }: CommandRefused,
  { help }: Pick<Printing, 'help'>,
): Explained {
  const known = explainAll(refusals, names);
  const [first, ...more] = known;
  // What a command takes stands in its own help; settings stand in the help of all.
  const ownHelp = first?.next === 'marketops help' && first.code !== 'usage.setting_invalid';
  const step = next ?? (ownHelp ? help : first?.next) ?? help;
  // What comes next for the only reason is what comes next.
  const only = first !== undefined && more.length === 0;
  return { explanations: only ? [{ ...first, next: step }] : known, next: step };
}

function printRefusals(
  explanations: readonly Explanation[],
  next: string,
  printing: Printing,
): void {
  for (const explanation of explanations) {
    printing.terminal.error(`marketops: ${explanationLine(explanation)}`);
  }
  printNext(next, printing);
}

function printNext(next: string, { terminal, place }: Printing): void {
  terminal.error(place.line(nextLine(next)));
}

function nextLine(command: string) {
  return { before: 'next: ', command };
}

function printJson(answer: JsonObject, { terminal, place }: Printing): void {
  terminal.data(JSON.stringify(place.answer(answer)));
}
