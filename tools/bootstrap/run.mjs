// SPDX-License-Identifier: Apache-2.0
// The way into every command of the project: `node tools/bootstrap/run.mjs COMMAND [args]`. From a
// fresh clone, with only Node >= 20 and npm present, it provides Node 24 and the locked packages and
// then runs the command. It uses nothing but Node's own modules, since it runs before any package
// is there, and writes to stderr alone, since stdout belongs to the command.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { callerDirectory } from './caller-directory.mjs';
import { runForwarding } from './child.mjs';
import { commands } from './commands.mjs';
import { exclusively } from './exclusive.mjs';
import { install, isInstalled } from './installed-tree.mjs';
import { lockedNode, verifyNode } from './locked-node.mjs';
import { chooseNode } from './node-choice.mjs';
import { findNpm } from './npm.mjs';
import { Refusal, refusalExitCode } from './refusal.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const lockPath = join(root, 'tools', 'bootstrap', '.lock');

/**
 * @param {readonly string[]} argv
 * @returns {Promise<number>} the exit code
 */
async function main([name = '', ...args]) {
  const command = commands.get(name);
  if (command === undefined) {
    throw new Refusal({
      found: name === '' ? 'no command' : `the command "${name}"`,
      expected: `one of ${[...commands.keys()].join(', ')}`,
      next: 'run `npm run` to see them',
    });
  }
  const node = await provideNode();
  await provide({ directory: root, label: 'the locked packages', node });
  const script = join(root, command.script);
  if (!existsSync(script)) {
    throw new Refusal({
      found: `no ${command.script}`,
      expected: `the script of the command "${name}"`,
      next: 'restore it from git',
    });
  }
  const caller = { root, script: name, cwd: process.cwd(), env: process.env };
  const cwd = command.directory === 'root' ? root : callerDirectory(caller);
  return runForwarding(node, [script, ...command.args, ...args], { cwd, env: environment() });
}

/** Node keeps the code that it has compiled, by the digest of its source: commands start sooner. */
function environment() {
  const compiled = join(root, 'node_modules', '.cache', 'node-compiled');
  return { NODE_COMPILE_CACHE: compiled, ...process.env };
}

/** @returns {Promise<string>} the path of a Node that runs the project */
async function provideNode() {
  const choice = chooseNode({
    nodeVersion: process.versions.node,
    sqliteVersion: process.versions['sqlite'],
    platform: process.platform,
    arch: process.arch,
    glibc: hasGlibc(),
  });
  if (choice.use === 'running') return process.execPath;
  const { directory, binary } = lockedNode(root);
  const label = `the locked Node 24, since this is ${choice.because}`;
  await provide({ directory, label, node: process.execPath, verify: () => verifyNode(binary) });
  return binary;
}

/** @param {{ directory: string, label: string, node: string, verify?: () => void }} tree */
async function provide({ directory, label, node, ...verification }) {
  if (isInstalled(directory)) return;
  const onWait = () => say('waiting for another bootstrap that is installing');
  await exclusively({ path: lockPath, onWait }, async () => {
    if (isInstalled(directory)) return;
    const npm = findNpm({ env: process.env, execPath: process.execPath });
    const began = performance.now();
    say(`installing ${label}`);
    await install(directory, { node, npm, ...verification });
    say(`installed in ${((performance.now() - began) / 1_000).toFixed(1)} s`);
  });
}

function hasGlibc() {
  if (process.platform !== 'linux') return false;
  /** @type {{ header?: { glibcVersionRuntime?: string } }} */
  const report = process.report.getReport();
  return report.header?.glibcVersionRuntime !== undefined;
}

/** @param {string} line */
function say(line) {
  process.stderr.write(`marketops: ${line}\n`);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  say(error.message);
  process.exitCode = refusalExitCode;
}
