// SPDX-License-Identifier: Apache-2.0
// Lets one bootstrap at a time install. The lock is a file that its holder touches every second: a
// lock that nobody touches belonged to a process that died, and is taken over. Process ids are not
// consulted, since another container may share the directory.

import { readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Refusal } from './refusal.mjs';

const heartbeatMs = 1_000;
const abandonedAfterMs = 10_000;
const pollMs = 250;
const settleMs = 300;
const waitMsMax = 10 * 60_000;

/**
 * Runs `work` while holding the lock at `path`, waiting for whoever holds it now.
 * @template T
 * @param {{ path: string, onWait: () => void }} lock `onWait` is called once, where there is a wait
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 * @throws {Refusal} where the lock stays held for ten minutes
 */
export async function exclusively({ path, onWait }, work) {
  const token = `${process.pid}-${process.hrtime.bigint()}\n`;
  await acquire({ path, onWait }, token);
  const release = () => {
    if (holderOf(path) === token) rmSync(path, { force: true });
  };
  const heartbeat = setInterval(() => touch(path), heartbeatMs);
  process.once('exit', release);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    process.off('exit', release);
    release();
  }
}

/**
 * @param {{ path: string, onWait: () => void }} lock
 * @param {string} token
 */
async function acquire({ path, onWait }, token) {
  const began = performance.now();
  let waits = 0;
  while (performance.now() - began < waitMsMax) {
    if (idleMsOf(path) > abandonedAfterMs) rmSync(path, { force: true });
    if (create(path, token)) {
      // Two waiters may both have removed an abandoned lock, the later one removing the earlier
      // one's: after this pause only one of them still reads its own token.
      await sleep(settleMs);
      if (holderOf(path) === token) return;
    }
    if (waits === 0) onWait();
    waits += 1;
    await sleep(pollMs);
  }
  throw new Refusal({
    found: `another bootstrap that has been installing for ten minutes (${path})`,
    expected: 'it to finish',
    next: 'end it, or delete that file, and run the command again',
  });
}

/**
 * @param {string} path
 * @param {string} token
 */
function create(path, token) {
  try {
    writeFileSync(path, token, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** @param {string} path */
function idleMsOf(path) {
  const status = statSync(path, { throwIfNoEntry: false });
  return status === undefined ? 0 : Date.now() - status.mtimeMs;
}

/** @param {string} path */
function holderOf(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** @param {string} path */
function touch(path) {
  const now = new Date();
  try {
    utimesSync(path, now, now);
  } catch {
    // Somebody removed the lock; the stamp still tells the next run whether the install finished.
  }
}
