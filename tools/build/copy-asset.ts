// SPDX-License-Identifier: Apache-2.0
// Copies what lies beside the code of a program: regular files under names that npm packs. Anything
// else would be missing where the program is installed, so the build refuses it.

import { copyFileSync, lstatSync, mkdirSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Refusal } from '../bootstrap/refusal.mjs';

/** What npm leaves out of a package, and what an editor or a system may have left behind. */
const unpacked = /^\.|^(node_modules|package-lock\.json)$|~$/;

/**
 * Copies a file, or a folder with everything in it.
 * @throws {Refusal} where something in it cannot be carried along
 */
export function copyAsset(source: string, target: string): void {
  const status = lstatSync(source);
  const flaw = flawOf(basename(source), status.isDirectory() || status.isFile());
  if (flaw !== undefined) {
    throw new Refusal({
      found: `${source}, which ${flaw}`,
      expected: 'regular files beside the code, under names that npm packs',
      next: 'remove it, or give it another name',
    });
  }
  if (status.isDirectory()) {
    for (const name of readdirSync(source)) copyAsset(join(source, name), join(target, name));
    return;
  }
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(source, target);
}

function flawOf(name: string, isPlain: boolean): string | undefined {
  if (unpacked.test(name)) return 'npm leaves out of packages';
  return isPlain ? undefined : 'is neither a regular file nor a folder';
}
