// SPDX-License-Identifier: Apache-2.0
// `npm run build` builds the product into `dist/`; with `--entry MODULE --folder FOLDER` any program of
// ours is built into a folder of its own. One line says what was written, or one JSON object.

import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
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
  const { entry, folder, json } = parseArgs({
    args,
    options: {
      entry: { type: 'string' },
      folder: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  }).values;
  if (entry === undefined && folder === undefined) return buildProduct(json);
  if (entry === undefined || folder === undefined) {
    throw new Refusal({
      found: 'one of --entry and --folder',
      expected: 'both, or none for the product',
      next: 'add the other',
    });
  }
  const { main } = await buildProgram({ entry, folder: resolve(folder) });
  return json ? JSON.stringify({ main }) : main;
}

async function buildProduct(json: boolean): Promise<string> {
  const folder = join(repositoryRoot, productFolder);
  rmSync(folder, { recursive: true, force: true });
  const built = await buildMarketops(folder);
  if (json) return JSON.stringify({ folder, ...built });
  const { main, mainSha256, files, bytes } = built;
  return `${productFolder}: ${files} files, ${bytes} bytes; SHA-256 of ${main} ${mainSha256}`;
}
