// SPDX-License-Identifier: Apache-2.0
// The folder that the caller stands in. npm changes into the package before it runs a script, and says
// in INIT_CWD where it was called; what runs below a script inherits that variable and must not heed it.

import { realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Where the caller of a command stands.
 * @param {{ root: string, script: string, cwd: string, env: NodeJS.ProcessEnv }} call the repository's
 *   root, the npm script of the command, the working directory and the environment of this process
 * @returns {string} npm's INIT_CWD where npm runs that very script; the working directory otherwise
 */
export function callerDirectory({ root, script, cwd, env }) {
  const called = env['INIT_CWD'];
  const manifest = env['npm_package_json'];
  if (called === undefined || manifest === undefined) return cwd;
  const runByNpm =
    env['npm_lifecycle_event'] === script &&
    isSameFolder(dirname(manifest), root) &&
    isSameFolder(cwd, root);
  return runByNpm && isFolder(called) ? called : cwd;
}

/**
 * @param {string} one
 * @param {string} other
 */
function isSameFolder(one, other) {
  return isFolder(one) && isFolder(other) && realpathSync(one) === realpathSync(other);
}

/** @param {string} path */
function isFolder(path) {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
