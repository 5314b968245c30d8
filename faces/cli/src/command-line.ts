// SPDX-License-Identifier: Apache-2.0
// Reads the command, runs it, prints its answer and gives its exit code. Everything that is thrown
// ends here: refusals with their explanation, faults as the one line that they deserve. With `--json`
// standard output carries exactly one JSON object, whatever happened.
import { CommanderError } from 'commander';
import { EXIT_CODES, isJsonArray, refusal, type JsonObject } from '@marketops/core';
import { AnswerStands } from './face/answer-stands.ts';
import { helpCommandFor } from './face/command-help.ts';
import { CommandRefused, type CommandResult } from './face/command-result.ts';
import { faultLine, refusalsOf } from './face/fault.ts';
import { explainAll, explanationLine, type Explanation } from './face/report-refusals.ts';
import { openTerminal, type Terminal, type TerminalStreams } from './face/terminal.ts';
import { buildProgram } from './program.ts';

/** Runs one command line and says how it ended. Never throws. */
export async function runCommandLine(
  args: readonly string[],
  streams: TerminalStreams,
): Promise<number> {
  const json = args.includes('--json');
  const terminal = openTerminal(streams, args.includes('--quiet'));
  const help: string[] = [];
  let result: CommandResult | null = null;
  const program = buildProgram({
    terminal,
    streams,
    json,
    onHelp: (text) => void help.push(text),
    onResult: (answer) => {
      result = answer;
    },
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return result === null ? EXIT_CODES.done : printResult(result, { json, terminal });
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === EXIT_CODES.done) {
      const text = help.join('').trimEnd();
      const answer = error.code === 'commander.version' ? { version: text } : { help: text };
      terminal.data(json ? JSON.stringify(answer) : text);
      return EXIT_CODES.done;
    }
    const printing = { json, terminal, help: helpCommandFor(program, args) };
    return error instanceof AnswerStands
      ? printAnswerThatStands(error, printing)
      : printFailure(error, printing);
  }
}

interface Printing {
  readonly json: boolean;
  readonly terminal: Terminal;
}

function printResult(result: CommandResult, { json, terminal }: Printing): number {
  if (result.printed === true) return result.exit;
  const { next } = result;
  if (json) terminal.data(JSON.stringify(next === null ? result.json : { ...result.json, next }));
  else {
    for (const line of result.lines) terminal.data(line);
    if (next !== null) terminal.data(`next: ${next}`);
  }
  return result.exit;
}

/** The answer first, then what could not be done after it; an exit code of the answer's own stays. */
function printAnswerThatStands(
  { answer, refused }: AnswerStands,
  { json, terminal, help }: FailurePrinting,
): number {
  const { explanations, next } = explained(refused, help);
  if (json) {
    const own = answer.json['refusals'] ?? null;
    const refusals = [...(isJsonArray(own) ? own : []), ...explanations];
    terminal.data(JSON.stringify({ ...answer.json, refusals, next }));
  } else {
    for (const line of answer.lines) terminal.data(line);
    printRefusals(explanations, next, terminal);
  }
  return answer.exit === EXIT_CODES.done ? refused.exit : answer.exit;
}

interface FailurePrinting extends Printing {
  /** The command that prints the help of what was tried. */
  readonly help: string;
}

function printFailure(error: unknown, { json, terminal, help }: FailurePrinting): number {
  const refused = asRefused(error);
  if (refused === null) {
    const line = faultLine(error);
    const next = 'marketops doctor';
    if (json) terminal.data(JSON.stringify({ error: { message: line }, refusals: [], next }));
    else {
      terminal.error(`marketops: ${line}`);
      terminal.error(`next: ${next}`);
    }
    return EXIT_CODES.failure;
  }
  const { explanations, next } = explained(refused, help);
  if (json) {
    const answer: JsonObject = { refusals: explanations, next };
    terminal.data(JSON.stringify(answer));
  } else printRefusals(explanations, next, terminal);
  return refused.exit;
}

interface Explained {
  readonly explanations: readonly Explanation[];
  readonly next: string;
}

function explained({ refusals, names, next }: CommandRefused, help: string): Explained {
  const explanations = explainAll(refusals, names);
  const [first] = explanations;
  return {
    explanations,
    next: next ?? (first?.next === 'marketops help' ? help : first?.next) ?? help,
  };
}

function printRefusals(
  explanations: readonly Explanation[],
  next: string,
  terminal: Terminal,
): void {
  for (const explanation of explanations) {
    terminal.error(`marketops: ${explanationLine(explanation)}`);
  }
  terminal.error(`next: ${next}`);
}

function asRefused(error: unknown): CommandRefused | null {
  if (error instanceof CommandRefused) return error;
  if (error instanceof CommanderError) {
    const details = { subject: 'command line', expected: 'a command as in its help' };
    return new CommandRefused([refusal('usage.invalid', { ...details, found: wrongWith(error) })]);
  }
  const [first, ...more] = refusalsOf(error);
  return first === undefined ? null : new CommandRefused([first, ...more]);
}

/** What commander says, on one line. */
function wrongWith({ code, message }: CommanderError): string {
  if (code === 'commander.help') return 'no command';
  return message.replace(/^error: /, '').replaceAll(/\s+/g, ' ');
}
