// SPDX-License-Identifier: Apache-2.0
// Which command of the tree the words of a command line call. The value of an option is none, whatever
// it is called.
import type { Command } from 'commander';

/** A command of the tree and the words that name it; the program itself and no words where none do. */
export interface CalledCommand {
  readonly command: Command;
  readonly path: readonly string[];
}

/** The command that the words call; words that are no command, such as a misspelt one, are passed over. */
export function calledCommand(program: Command, words: readonly string[]): CalledCommand {
  const path: string[] = [];
  let command = program;
  for (const [index, word] of words.entries()) {
    if (isValue(program, words[index - 1])) continue;
    const below = command.commands.find((candidate) => candidate.name() === word);
    if (below === undefined) continue;
    command = below;
    path.push(word);
  }
  return { command, path };
}

/** The command that prints the help of what was called; `marketops help` where nothing was. */
export function helpCommandFor({ path }: CalledCommand): string {
  return path.length === 0 ? 'marketops help' : `marketops ${path.join(' ')} --help`;
}

/** Options of the program alone stand before a command. */
function isValue({ options }: Command, before: string | undefined): boolean {
  return options.some(({ long, required }) => required && long === before);
}
