// SPDX-License-Identifier: Apache-2.0
// Reads the command, runs it, prints its answer and gives its exit code. Everything that is thrown
// ends here: refusals with their explanation, faults as the one line that they deserve.
import { CommanderError } from 'commander';
import { EXIT_CODES, refusal } from '@marketops/core';
import { AnswerStands } from './face/answer-stands.ts';
import { calledCommand, helpCommandFor } from './face/called-command.ts';
import { CommandRefused, type CommandResult } from './face/command-result.ts';
import { refusalsOf } from './face/fault.ts';
import { GivenPlace } from './face/given-place.ts';
import {
  printAnswerThatStands,
  printFault,
  printRefused,
  printResult,
  type Printing,
} from './face/print-answer.ts';
import { openTerminal, type TerminalStreams } from './face/terminal.ts';
import { buildProgram } from './program.ts';

/** Runs one command line and says how it ended. Never throws. */
export async function runCommandLine(
  args: readonly string[],
  streams: TerminalStreams,
): Promise<number> {
  const json = args.includes('--json');
  const terminal = openTerminal(streams, args.includes('--quiet'));
  const helpTexts: string[] = [];
  let result: CommandResult | null = null;
  const program = buildProgram({
    terminal,
    streams,
    json,
    onHelp: (text) => void helpTexts.push(text),
    onResult: (answer) => {
      result = answer;
    },
  });
  const printing = (): Printing => ({
    json,
    terminal,
    place: new GivenPlace({ program, words: args, environment: streams.environment }),
    help: helpCommandFor(calledCommand(program, args)),
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return result === null ? EXIT_CODES.done : printResult(result, printing());
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === EXIT_CODES.done) {
      const text = helpTexts.join('').trimEnd();
      const answer = error.code === 'commander.version' ? { version: text } : { help: text };
      terminal.data(json ? JSON.stringify(answer) : text);
      return EXIT_CODES.done;
    }
    if (error instanceof AnswerStands) return printAnswerThatStands(error, printing());
    const refused = asRefused(error);
    return refused === null ? printFault(error, printing()) : printRefused(refused, printing());
  }
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
