// SPDX-License-Identifier: Apache-2.0
// Runs one command line in a process of its own, as people and machines do.
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { CommandRun, Environment } from './command-run.ts';

/** The command line's entry. */
export const mainFile = join(import.meta.dirname, '../../src/main.ts');

/** A command that runs in a process of its own. */
export interface CommandProcess {
  readonly process: ChildProcess;
  /** What it has printed so far. */
  output(): Pick<CommandRun, 'stdout' | 'stderr'>;
  /** Resolves once standard output or error has shown a text. */
  shows(text: string): Promise<void>;
  readonly ended: Promise<CommandRun & { readonly signal: string | null }>;
}

/** Starts a command; `environment` is added to PATH. */
export function startCommand(
  args: readonly string[],
  environment: Environment = {},
): CommandProcess {
  const child = spawn(process.execPath, [mainFile, ...args], {
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const shown = { stdout: '', stderr: '' };
  const listeners = new Set<() => void>();
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (chunk: string) => {
      shown[name] += chunk;
      for (const listener of listeners) listener();
    });
  }
  const ended = new Promise<CommandRun & { signal: string | null }>((resolve) => {
    child.on('close', (code, signal) => resolve({ exit: code ?? -1, signal, ...shown }));
  });
  return {
    process: child,
    ended,
    output: () => ({ ...shown }),
    shows: async (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (!shown.stdout.includes(text) && !shown.stderr.includes(text)) return;
          listeners.delete(look);
          resolve();
        };
        listeners.add(look);
        look();
        ended.then(
          (run) => reject(new Error(`ended without "${text}": ${JSON.stringify(run)}`)),
          reject,
        );
      }),
  };
}
