// SPDX-License-Identifier: Apache-2.0
// A file that every home has is not there: there is no home at all, or one that was damaged. The two are
// told apart by what else lies there, for a damaged home must not be taken for none and made anew.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { refusal } from '@marketops/core';
import { refuse } from '../face/command-result.ts';
import { homeFiles } from './home-files.ts';

/** Ends a command because `path`, a file in the home's folder of the publisher, is absent. */
export function refuseMissingHomeFile(path: string, expected: string): never {
  const details = { subject: path, expected, found: 'no file' };
  const { home, rootKey, pins, trustRoot, checkpoint } = homeFiles(dirname(dirname(path)));
  const others = [dirname(rootKey), join(home, 'marketops.db'), pins, trustRoot, checkpoint];
  return refuse(refusal(others.some(existsSync) ? 'home.damaged' : 'home.missing', details));
}
