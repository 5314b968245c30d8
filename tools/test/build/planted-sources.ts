// SPDX-License-Identifier: Apache-2.0
// Sources in a folder of their own, built there and run elsewhere.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { buildProgram, type BuiltProgram } from '../../build/build-program.ts';
import type { Planted } from '../planted-tree.ts';

/** A folder that is removed after the test. */
export function emptyFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'marketops-build-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes files below a folder. */
export function plant(folder: string, files: Planted): string {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** Builds the planted `src/main.ts` into a folder away from its sources. */
export function buildPlanted(files: Planted): Promise<BuiltProgram> {
  const root = plant(emptyFolder(), files);
  return buildProgram({ root, entry: 'src/main.ts', folder: join(emptyFolder(), 'program') });
}

/** Runs a file with this Node in its own folder; gives what it printed, or throws. */
export function outputOf(file: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...args], {
    cwd: dirname(file),
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${file} ended with exit code ${status}: ${stderr}`);
  return stdout;
}
