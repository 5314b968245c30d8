// SPDX-License-Identifier: Apache-2.0
// The command tree. Each command stands in a file of its own and is listed in command/commands.ts.
import { Command } from 'commander';
import { commands } from './command/commands.ts';
import { version } from './composition/version.ts';
import type { CommandResult } from './face/command-result.ts';
import { helpEnding } from './face/help-ending.ts';
import { requireNamedPaths } from './face/named-paths.ts';
import type { Terminal, TerminalStreams } from './face/terminal.ts';
import { readSettings, type Settings } from './home/settings.ts';

/** What every command is given. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly streams: TerminalStreams;
  /** Whether one JSON object is asked for. */
  readonly json: boolean;
  /** The folder that `--home` names. */
  home(): string | undefined;
  /** Reads the settings; throws CommandRefused where one is not as it should be. */
  settings(): Settings;
}

/** Adds one command to the tree. */
export type RegisterCommand = (parent: Command, run: CommandRunner) => void;

/** Makes the action of a command: whatever it answers is what the command line prints. */
export type CommandRunner = <Args extends readonly unknown[]>(
  action: (context: CommandContext, ...args: Args) => Promise<CommandResult>,
) => (...args: Args) => Promise<void>;

/** What the program is built with. */
export interface ProgramOptions {
  readonly terminal: Terminal;
  readonly streams: TerminalStreams;
  readonly json: boolean;
  /** Takes what `help` would print. */
  readonly onHelp: (text: string) => void;
  readonly onResult: (result: CommandResult) => void;
}

/** Builds the whole tree. */
export function buildProgram(options: ProgramOptions): Command {
  const { terminal, streams, json, onHelp, onResult } = options;
  const program = new Command('marketops')
    .description('Publishes to GitHub only what was approved, exactly once, provably.')
    .version(version, '--version')
    .option('--home <folder>', 'where keys, policy and the log live (MARKETOPS_HOME)')
    .option('--json', 'print one JSON object')
    .option('--quiet', 'print no progress')
    .addHelpText('after', helpEnding)
    .exitOverride()
    .hook('preAction', (all, command) => requireNamedPaths(all, command))
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ writeOut: onHelp, writeErr: () => undefined });
  const home = (): string | undefined => program.opts<{ home?: string }>().home;
  const context: CommandContext = {
    terminal,
    streams,
    json,
    home,
    settings: () => readSettings(streams.environment, home()),
  };
  const run: CommandRunner =
    (action) =>
    async (...args) =>
      onResult(await action(context, ...args));
  for (const register of commands) register(program, run);
  for (const command of allBelow(program)) command.exitOverride().copyInheritedSettings(program);
  return program;
}

function allBelow(command: Command): readonly Command[] {
  return command.commands.flatMap((below) => [below, ...allBelow(below)]);
}
