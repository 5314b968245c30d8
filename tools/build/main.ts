// SPDX-License-Identifier: Apache-2.0
// `npm run build` builds the product into `dist/`; with `--entry MODULE --folder FOLDER` any program of
// ours is built into a folder of its own. One line says what was written, or one JSON object.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Refusal, refusalExitCode } from '../bootstrap/refusal.mjs';
import { buildMarketops } from './build-marketops.ts';
import { buildProgram } from './build-program.ts';
import { repositoryRoot } from './repository-root.ts';

const productFolder = 'dist';

try {
  process.stdout.write(`${await build(process.argv.slice(2))}\n`);
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  process.stderr.write(`marketops: ${error.message}\n`);
  process.exitCode = refusalExitCode;
}

async function build(args: string[]): Promise<string> {
  const { entry, folder, json } = optionsIn(args);
  if (entry === undefined && folder === undefined) return buildProduct(json);
  if (entry === undefined || folder === undefined) throw misused('one of --entry and --folder');
  const { main } = await buildProgram({ entry, folder });
  return json ? JSON.stringify({ main }) : main;
}

function optionsIn(args: string[]) {
  const options = {
    entry: { type: 'string' },
    folder: { type: 'string' },
    json: { type: 'boolean', default: false },
  } as const;
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    throw misused(error instanceof Error ? error.message : String(error));
  }
}

function misused(found: string): Refusal {
  const expected = 'no argument, or --entry MODULE and --folder FOLDER; and --json';
  return new Refusal({ found, expected, next: 'run it with those' });
}

async function buildProduct(json: boolean): Promise<string> {
  const folder = join(repositoryRoot, productFolder);
  rmSync(folder, { recursive: true, force: true });
  const built = await buildMarketops(folder);
  if (json) return JSON.stringify({ folder, ...built });
  const { main, mainSha256, files, bytes } = built;
  return `${productFolder}: ${files} files, ${bytes} bytes; SHA-256 of ${main} ${mainSha256}`;
}
