// SPDX-License-Identifier: Apache-2.0
// Keeps a directory's node_modules equal to its package-lock.json. A stamp inside node_modules holds
// the lock's digest; it is removed before an install begins and written after it has succeeded, so
// an install that was interrupted anywhere is done again by the next run.

import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npmCi } from './npm.mjs';
import { Refusal } from './refusal.mjs';

const stampName = '.marketops-installed';

/**
 * Whether node_modules was installed from the lock that lies there now, for this platform.
 * @param {string} directory
 */
export function isInstalled(directory) {
  return read(stampPath(directory)) === stampOf(directory);
}

/**
 * Installs the locked tree, lets `verify` look at it, and stamps it.
 * @param {string} directory
 * @param {{ node: string, npm: string, verify?: () => void }} tools
 * @throws {Refusal} where npm fails, or whatever `verify` throws
 */
export async function install(directory, { node, npm, verify }) {
  rmSync(stampPath(directory), { force: true });
  const stamp = stampOf(directory);
  const code = await npmCi(directory, { node, npm });
  if (code !== 0) {
    throw new Refusal({
      found: `npm ci in ${directory} ending with exit code ${code}`,
      expected: 'the locked packages to install',
      next: 'see the lines of npm above, then run the command again',
    });
  }
  verify?.();
  writeFileSync(stampPath(directory), stamp);
}

/** @param {string} directory */
function stampPath(directory) {
  return join(directory, 'node_modules', stampName);
}

/** @param {string} directory */
function stampOf(directory) {
  const lock = readFileSync(join(directory, 'package-lock.json'));
  const digest = createHash('sha256').update(lock).digest('hex');
  return `sha256:${digest} ${process.platform}-${process.arch}\n`;
}

/** @param {string} path */
function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
