// SPDX-License-Identifier: Apache-2.0
// Keeps a directory's node_modules equal to its package-lock.json. A stamp inside node_modules holds
// the lock's digest; it is removed before an install begins and written after it has succeeded, so
// an install that was interrupted anywhere is done again by the next run. Where somebody ran npm by
// hand there is no stamp; then npm's own record counts, which npm likewise writes last.

import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npmCi } from './npm.mjs';
import { Refusal } from './refusal.mjs';

const stampName = '.marketops-installed';
const npmRecordName = '.package-lock.json';

/**
 * One package of a lock. Packages of the workspaces are links and carry neither field.
 * @typedef {{ version?: string, integrity?: string, optional?: boolean }} LockedPackage
 */

/**
 * Whether node_modules was installed from the lock that lies there now, for this platform.
 * @param {string} directory
 */
export function isInstalled(directory) {
  return read(stampPath(directory)) === stampOf(directory) || isRecordedByNpm(directory);
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
function isRecordedByNpm(directory) {
  const installed = packagesIn(join(directory, 'node_modules', npmRecordName));
  const locked = packagesIn(join(directory, 'package-lock.json'));
  return Object.entries(locked)
    .filter(([path]) => path.startsWith('node_modules/'))
    .every(([path, wanted]) => {
      const found = installed[path];
      // An optional package is absent where it is made for another platform.
      if (found === undefined) return wanted.optional === true;
      return found.version === wanted.version && found.integrity === wanted.integrity;
    });
}

/**
 * @param {string} lockPath
 * @returns {Record<string, LockedPackage>}
 */
function packagesIn(lockPath) {
  const text = read(lockPath);
  if (text === undefined) return {};
  const lock = /** @type {{ packages?: Record<string, LockedPackage> }} */ (JSON.parse(text));
  return lock.packages ?? {};
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
