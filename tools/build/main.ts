// SPDX-License-Identifier: Apache-2.0
// Builds one program: `node tools/build/main.ts --entry MODULE --folder FOLDER [--json]`.

import { parseArgs } from 'node:util';
import { Refusal, refusalExitCode } from '../bootstrap/refusal.mjs';
import { buildProgram } from './build-program.ts';

try {
  process.stdout.write(await built(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  process.stderr.write(`marketops: ${error.message}\n`);
  process.exitCode = refusalExitCode;
}

async function built(args: string[]): Promise<string> {
  const { entry, folder, json } = parseArgs({
    args,
    options: {
      entry: { type: 'string' },
      folder: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  }).values;
  if (entry === undefined || folder === undefined) {
    const expected = '--entry MODULE --folder FOLDER';
    throw new Refusal({ found: 'one of them, or neither', expected, next: 'give both' });
  }
  const { main } = await buildProgram({ entry, folder });
  return `${json ? JSON.stringify({ main }) : main}\n`;
}
