// SPDX-License-Identifier: Apache-2.0
// Finds the npm of the machine and installs a locked tree with it. All of npm's output goes to
// stderr: stdout belongs to the command that follows.

import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { Refusal } from './refusal.mjs';

const cliName = 'npm-cli.js';
const endWithParent = new URL('end-with-parent.mjs', import.meta.url).href;

/**
 * Finds npm's own script: the npm that started us, else the one beside the running Node, else the
 * one on the PATH.
 * @param {{ env: NodeJS.ProcessEnv, execPath: string }} surroundings
 * @returns {string} the path of `npm-cli.js`
 * @throws {Refusal} where there is none
 */
export function findNpm({ env, execPath }) {
  const bin = dirname(execPath);
  const candidates = [
    env['npm_execpath'],
    join(bin, '..', 'lib', 'node_modules', 'npm', 'bin', cliName),
    join(bin, 'node_modules', 'npm', 'bin', cliName),
    ...(env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'npm')),
  ];
  for (const candidate of candidates) {
    if (candidate === undefined || !existsSync(candidate)) continue;
    const target = realpathSync(candidate);
    if (target.endsWith(cliName)) return target;
  }
  throw new Refusal({
    found: 'no npm',
    expected: 'npm >= 10 beside Node or on the PATH',
    next: 'install npm and run the command again',
  });
}

/**
 * Runs `npm ci` in a directory, under a given Node. Flags are spelled out so that neither the
 * caller's `--silent`, nor `NODE_ENV=production`, nor a dependency's install script changes the
 * result.
 * @param {string} directory holds package.json and package-lock.json
 * @param {{ node: string, npm: string }} tools
 * @returns {Promise<number>} npm's exit code
 */
export function npmCi(directory, { node, npm }) {
  const flags = ['--include=dev', '--include=optional', '--ignore-scripts', '--loglevel=error'];
  const quiet = ['--no-audit', '--no-fund', '--no-progress'];
  const child = spawn(node, ['--import', endWithParent, npm, 'ci', ...flags, ...quiet], {
    cwd: directory,
    stdio: ['ignore', 2, 2, 'ipc'],
    env: { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env['PATH'] ?? ''}` },
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}
