// SPDX-License-Identifier: Apache-2.0
// The command that prints the help of whatever a command line tried to call.
import type { Command } from 'commander';

/** `marketops COMMAND --help` for the command that the words name; `marketops help` where none does. */
export function helpCommandFor(program: Command, words: readonly string[]): string {
  const path: string[] = [];
  let command = program;
  for (const word of words) {
    const below = command.commands.find((candidate) => candidate.name() === word);
    if (below === undefined) continue;
    command = below;
    path.push(word);
  }
  return path.length === 0 ? 'marketops help' : `marketops ${path.join(' ')} --help`;
}
