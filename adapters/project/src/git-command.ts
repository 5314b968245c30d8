// SPDX-License-Identifier: Apache-2.0
// Runs the real git to read a repository: fixed arguments, no shell, no pager, no hook, no prompt,
// none of the environment that could point it elsewhere, and bounds on time and output.
import { execFile } from 'node:child_process';
import { devNull } from 'node:os';
import { refusal } from '@marketops/core';
import type { Reading } from '@marketops/engine';

const outputBytesMax = 67_108_864;
const durationMsMax = 60_000;

const settings = [
  'core.quotepath=false',
  'core.fsmonitor=false',
  `core.hooksPath=${devNull}`,
  'core.pager=cat',
  'color.ui=false',
  'log.showSignature=false',
  'i18n.logOutputEncoding=UTF-8',
].flatMap((setting) => ['-c', setting]);

/** Runs `git ARGUMENTS` in a folder and gives what it wrote; a failure is a refusal. */
export function runGit(folder: string, given: readonly string[]): Promise<Reading<Buffer>> {
  const options = {
    cwd: folder,
    env: environment(),
    encoding: 'buffer',
    maxBuffer: outputBytesMax,
    timeout: durationMsMax,
    killSignal: 'SIGKILL',
    windowsHide: true,
  } as const;
  return new Promise((resolve) => {
    execFile('git', [...settings, '--no-pager', ...given], options, (error, stdout, stderr) => {
      if (error === null) resolve({ ok: true, value: stdout });
      else resolve(unreadable(`git ${given[0] ?? ''}`, firstLine(error, stderr)));
    });
  });
}

/** What git wrote is not of the documented form. */
export function unreadable(subject: string, found: string): Reading<never> {
  const details = { expected: "an answer from the project's git repository", found };
  return { ok: false, refusal: refusal('project.history_unreadable', { subject, ...details }) };
}

/** Only what git needs to find itself and its user's settings. */
function environment(): NodeJS.ProcessEnv {
  const { PATH, HOME, SYSTEMROOT } = process.env;
  return {
    ...(PATH === undefined ? {} : { PATH }),
    ...(HOME === undefined ? {} : { HOME }),
    ...(SYSTEMROOT === undefined ? {} : { SYSTEMROOT }),
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
  };
}

function firstLine(error: Error & { code?: unknown }, stderr: Buffer): string {
  if (error.code === 'ENOENT') return 'no program "git", or no such folder';
  const [line = ''] = stderr.toString('utf8').split('\n');
  return line === '' ? `exit ${String(error.code)}` : line;
}
