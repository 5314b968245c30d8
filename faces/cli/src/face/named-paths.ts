// SPDX-License-Identifier: Apache-2.0
// Files and folders of a command line are named: an empty word, such as a variable of a script that is
// not set, would otherwise stand for the folder that one is in.
import type { Command } from 'commander';
import { refusal } from '@marketops/core';
import { refuse } from './command-result.ts';

const pathNames = /^(file|folder|pack|cases)\b/;

/** Throws CommandRefused `usage.invalid` where a file or a folder is named by an empty word. */
export function requireNamedPaths(program: Command, command: Command): void {
  for (const owner of [program, command]) {
    for (const option of owner.options) {
      const [, name = ''] = /[<[](.+)[>\]]/.exec(option.flags) ?? [];
      const value: unknown = owner.getOptionValue(option.attributeName());
      if (pathNames.test(name) && isEmpty(value)) refuseEmpty(option.long ?? option.flags, name);
    }
  }
  for (const [index, argument] of command.registeredArguments.entries()) {
    const name = argument.name();
    if (pathNames.test(name) && isEmpty(command.args[index])) refuseEmpty(name.toUpperCase(), name);
  }
}

function isEmpty(value: unknown): boolean {
  return value === '' || (Array.isArray(value) && value.includes(''));
}

function refuseEmpty(subject: string, name: string): never {
  const expected = `the path of a ${name.startsWith('folder') ? 'folder' : 'file'}`;
  return refuse(refusal('usage.invalid', { subject, expected, found: 'an empty word' }));
}
