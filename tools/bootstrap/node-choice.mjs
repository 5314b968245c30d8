// SPDX-License-Identifier: Apache-2.0
// Decides which Node runs the project's commands. Pure: it is handed the machine's facts, so that
// every branch is tested on one machine.

import { Refusal } from './refusal.mjs';

// The oldest Node that runs TypeScript sources and node:sqlite as the project uses them.
const nodeMajorMin = 24;

// The oldest Node that can fetch the locked Node 24 through npm.
const fetchingNodeMajorMin = 20;

// The oldest SQLite whose WAL has no known defect that corrupts a database.
const sqliteMin = '3.51.3';

/**
 * What is known of the machine and of the Node that runs now.
 * @typedef {object} Machine
 * @property {string} nodeVersion the running Node, such as `24.21.0`
 * @property {string | undefined} sqliteVersion the SQLite inside it; undefined where it has none
 * @property {string} platform as `process.platform`
 * @property {string} arch as `process.arch`
 * @property {boolean} glibc whether the C library is glibc, for which the locked Node is built
 */

/**
 * The Node to use. `because` says, for the reader, why the running one was passed over.
 * @typedef {{ use: 'running' } | { use: 'locked', because: string }} NodeChoice
 */

/**
 * Chooses between the running Node and the locked one.
 * @param {Machine} machine
 * @returns {NodeChoice}
 * @throws {Refusal} where neither will do
 */
export function chooseNode(machine) {
  const flaw = flawOf(machine);
  if (flaw === undefined) return { use: 'running' };
  const canFetch = majorOf(machine.nodeVersion) >= fetchingNodeMajorMin;
  if (hasLockedNode(machine) && canFetch) return { use: 'locked', because: flaw };
  throw new Refusal({
    found: `${flaw} on ${platformName(machine)}`,
    expected:
      `Node >= ${nodeMajorMin} with SQLite >= ${sqliteMin}, ` +
      `or Node >= ${fetchingNodeMajorMin} on linux x64 with glibc`,
    next: `install a current Node ${nodeMajorMin} and run the command again`,
  });
}

/**
 * Says why a Node cannot run the project, or undefined where it can.
 * @param {Pick<Machine, 'nodeVersion' | 'sqliteVersion'>} node
 * @returns {string | undefined}
 */
export function flawOf({ nodeVersion, sqliteVersion }) {
  if (majorOf(nodeVersion) < nodeMajorMin) return `Node ${nodeVersion}`;
  if (sqliteVersion === undefined) return `Node ${nodeVersion} without SQLite`;
  if (isOlder(sqliteVersion, sqliteMin)) return `Node ${nodeVersion} with SQLite ${sqliteVersion}`;
  return undefined;
}

/** @param {Machine} machine */
function hasLockedNode({ platform, arch, glibc }) {
  return platform === 'linux' && arch === 'x64' && glibc;
}

/** @param {Machine} machine */
function platformName({ platform, arch, glibc }) {
  return platform === 'linux' && !glibc ? `linux ${arch} without glibc` : `${platform} ${arch}`;
}

/** @param {string} version */
function majorOf(version) {
  return Number.parseInt(version, 10);
}

/**
 * @param {string} version
 * @param {string} floor
 */
function isOlder(version, floor) {
  const have = version.split('.').map(Number);
  const need = floor.split('.').map(Number);
  for (const [index, part] of need.entries()) {
    const own = have[index] ?? 0;
    if (own !== part) return own < part;
  }
  return false;
}
