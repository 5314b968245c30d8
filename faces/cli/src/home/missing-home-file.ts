// SPDX-License-Identifier: Apache-2.0
// A file that every home has cannot be read: there is no home at all, or one that was damaged, or one that
// is somebody else's. They are told apart, for a home that is there must not be taken for none and made
// anew, nor be replaced by its backup where only a permission is missing.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { refusal } from '@marketops/core';
import { CommandRefused, refuse } from '../face/command-result.ts';
import { shellWord } from '../face/shell-word.ts';
import { systemCodeOf, systemErrorInWords } from '../face/system-error.ts';
import { homeFiles } from './home-files.ts';

/** What the system answers where there is no such file. */
const absentCodes: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR']);

/** Ends a command because `path`, a file in the home's folder of the publisher, could not be read. */
export function refuseMissingHomeFile(path: string, expected: string, error: unknown): never {
  const { home, rootKey, pins, trustRoot, checkpoint } = homeFiles(dirname(dirname(path)));
  const code = systemCodeOf(error);
  if (code !== null && !absentCodes.has(code)) {
    const found = systemErrorInWords(error) ?? code;
    const unreadable = refusal('usage.file_unreadable', { subject: path, expected, found });
    throw new CommandRefused([unreadable], { next: `ls -ld ${shellWord(home)}` });
  }
  const details = { subject: path, expected, found: 'no file' };
  const others = [dirname(rootKey), join(home, 'marketops.db'), pins, trustRoot, checkpoint];
  return refuse(refusal(others.some(existsSync) ? 'home.damaged' : 'home.missing', details));
}
