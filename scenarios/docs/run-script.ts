// SPDX-License-Identifier: Apache-2.0
// A script, run as somebody would who pastes it into a shell.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** How a script ended, and everything that it printed. */
export interface ScriptRun {
  readonly code: number | null;
  readonly output: string;
}

/** Runs a script from top to bottom; stops at the first command that fails. */
export async function runScript(
  script: string,
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<ScriptRun> {
  const shell = spawn('bash', ['-euo', 'pipefail', '-c', script], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [shell.stdout, shell.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
  }
  await once(shell, 'close');
  return { code: shell.exitCode, output };
}
