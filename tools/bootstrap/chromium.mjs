// SPDX-License-Identifier: Apache-2.0
// Finds the Chromium that browser tests drive, and on a Debian machine where we are root installs it.
// The outcome is a path or a reason in words; nothing here throws for a missing browser.

import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome'];
const installStepMsMax = 5 * 60_000;
const installSteps = [['update'], ['install', '-y', '--no-install-recommends', 'chromium']];

/**
 * What the search may look at and do, so that tests can hand it a machine of their own.
 * @typedef {object} Surroundings
 * @property {NodeJS.ProcessEnv} env
 * @property {boolean} isRoot
 * @property {(path: string) => boolean} isExecutable
 * @property {(program: string, args: readonly string[]) => number} run returns the exit code
 */

/**
 * Finds or installs Chromium.
 * @param {Surroundings} surroundings
 * @returns {{ path: string } | { reason: string }}
 */
export function ensureChromium(surroundings = thisMachine()) {
  const chosen = surroundings.env['CHROMIUM_PATH'];
  if (chosen !== undefined && chosen !== '') {
    return surroundings.isExecutable(chosen)
      ? { path: chosen }
      : { reason: `CHROMIUM_PATH names ${chosen}, which is not an executable file` };
  }
  const found = firstOnPath(names, surroundings);
  if (found !== undefined) return { path: found };
  const aptGet = firstOnPath(['apt-get'], surroundings);
  if (aptGet === undefined || !surroundings.isRoot) {
    return {
      reason: 'no Chromium on the PATH; install it, or name its executable in CHROMIUM_PATH',
    };
  }
  return installWith(aptGet, surroundings);
}

/**
 * @param {string} aptGet
 * @param {Surroundings} surroundings
 * @returns {{ path: string } | { reason: string }}
 */
function installWith(aptGet, surroundings) {
  for (const args of installSteps) {
    const code = surroundings.run(aptGet, args);
    if (code !== 0) {
      return {
        reason: `apt-get ${args[0]} ended with exit code ${code}; install Chromium by hand`,
      };
    }
  }
  const installed = firstOnPath(names, surroundings);
  return installed === undefined
    ? { reason: 'apt-get installed Chromium, yet none is on the PATH' }
    : { path: installed };
}

/**
 * @param {readonly string[]} programs
 * @param {Surroundings} surroundings
 */
function firstOnPath(programs, { env, isExecutable }) {
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return programs
    .flatMap((program) => folders.map((folder) => join(folder, program)))
    .find((path) => isExecutable(path));
}

/** @returns {Surroundings} */
function thisMachine() {
  return {
    env: process.env,
    isRoot: process.getuid?.() === 0,
    isExecutable(path) {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    },
    run(program, args) {
      return (
        spawnSync(program, args, {
          stdio: ['ignore', 2, 2],
          env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
          timeout: installStepMsMax,
        }).status ?? 1
      );
    },
  };
}
