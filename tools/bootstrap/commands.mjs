// SPDX-License-Identifier: Apache-2.0
// The project's commands, each with the script that Node 24 runs for it. Paths are relative to the
// root of the repository.

/**
 * One command: its script, the arguments that come before the caller's, and where it runs.
 * @typedef {object} Command
 * @property {string} script
 * @property {readonly string[]} args
 * @property {'root' | 'caller'} directory the working directory: the repository's root, or the caller's
 */

/** @type {ReadonlyMap<string, Command>} */
export const commands = new Map([
  ['demo', { script: 'faces/cli/src/main.ts', args: ['demo'], directory: 'caller' }],
  ['marketops', { script: 'faces/cli/src/main.ts', args: [], directory: 'caller' }],
  ['test', { script: 'tools/runner/main.ts', args: [], directory: 'root' }],
  ['faults', { script: 'scenarios/faults/main.ts', args: [], directory: 'root' }],
  ['bench', { script: 'scenarios/bench/main.ts', args: [], directory: 'root' }],
  ['check', { script: 'tools/gates/main.ts', args: [], directory: 'root' }],
  ['typecheck', { script: 'tools/gates/main.ts', args: ['types'], directory: 'root' }],
  ['lint', { script: 'tools/gates/main.ts', args: ['lint'], directory: 'root' }],
  ['build', { script: 'tools/build/main.ts', args: [], directory: 'root' }],
  ['spec', { script: 'tools/spec/main.ts', args: [], directory: 'root' }],
  ['format', { script: 'node_modules/oxfmt/bin/oxfmt', args: [], directory: 'root' }],
]);
