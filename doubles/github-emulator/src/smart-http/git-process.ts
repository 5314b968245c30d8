// SPDX-License-Identifier: Apache-2.0
// Runs the real git, cut off from the configuration of the machine and its users.

import { spawn } from 'node:child_process';
import { devNull } from 'node:os';

/** How to run git. */
export interface GitRun {
  readonly arguments: readonly string[];
  readonly directory: string;
  readonly input?: Buffer;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs git and returns what it wrote to standard output; throws with its complaint when it fails. */
export async function runGit(run: GitRun): Promise<Buffer> {
  const child = spawn('git', ['-C', run.directory, ...run.arguments], {
    env: {
      PATH: process.env['PATH'],
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: devNull,
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'safe.directory',
      GIT_CONFIG_VALUE_0: '*',
      LC_ALL: 'C',
      ...run.environment,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const output: Buffer[] = [];
  const complaint: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => complaint.push(chunk));
  child.stdin.on('error', () => child.stdin.destroy());
  child.stdin.end(run.input ?? Buffer.alloc(0));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', (error) =>
      reject(new Error(`git could not be started: ${error.message}; install git`)),
    );
    child.on('close', resolve);
  });
  if (code !== 0) {
    const text = Buffer.concat(complaint).toString('utf8').trim();
    throw new Error(`git ${run.arguments[0] ?? ''} ended with code ${String(code)}: ${text}`);
  }
  return Buffer.concat(output);
}
