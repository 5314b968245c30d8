// SPDX-License-Identifier: Apache-2.0
// Runs the command itself: its streams are ours, signals that reach us reach it, and its exit code
// becomes ours.

import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** @type {readonly NodeJS.Signals[]} */
const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a program to its end.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<number>} its exit code, or 128 plus the number of the signal that ended it
 */
export function runForwarding(program, args, { cwd, env = process.env }) {
  const child = spawn(program, args, { cwd, env, stdio: 'inherit' });
  const listeners = forwarded.map((signal) => {
    const forward = () => {
      // A terminal sends Ctrl-C to the whole group: the child has it already.
      if (signal === 'SIGINT' && process.stdin.isTTY) return;
      child.kill(signal);
    };
    process.on(signal, forward);
    return { signal, forward };
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      for (const { signal: name, forward } of listeners) process.off(name, forward);
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}
