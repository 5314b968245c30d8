// SPDX-License-Identifier: Apache-2.0
// The emulator as a process of its own, so that its state outlives whatever talks to it. Prints one line
// of JSON with its addresses and control token, then serves until it is told to stop.

import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';

import { type RunningEmulator, startGitHubEmulator } from './start.ts';

const usage = `usage: github-emulator [--port N] [--upload-port N] [--owner LOGIN --repo NAME]
  [--seed-from-git DIR] [--token SECRET]... [--seed TEXT] [--control-token TEXT]
  [--api-latency-ms N] [--upload-latency-ms N]`;

const portMax = 65_535;
const latencyMsMax = 600_000;
const usageExitCode = 2;

/** What the emulator should hold when it starts serving. */
interface Contents {
  readonly repository: { readonly owner: string; readonly name: string } | null;
  readonly seedPath: string | null;
  readonly tokens: readonly string[];
}

await run(process.argv.slice(2)).catch(fail);

async function run(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      port: { type: 'string', default: '0' },
      'upload-port': { type: 'string', default: '0' },
      owner: { type: 'string' },
      repo: { type: 'string' },
      'seed-from-git': { type: 'string' },
      token: { type: 'string', multiple: true, default: [] },
      seed: { type: 'string', default: 'github-emulator' },
      'control-token': { type: 'string' },
      'api-latency-ms': { type: 'string', default: '0' },
      'upload-latency-ms': { type: 'string', default: '0' },
    },
  });
  const controlToken = values['control-token'];
  const seedPath = values['seed-from-git'] ?? null;
  const repository = readRepository(values.owner, values.repo);
  if (seedPath !== null && repository === null) {
    throw new Error('--seed-from-git expected --owner and --repo beside it');
  }
  const emulator = await startGitHubEmulator({
    clock: () => Math.floor(performance.timeOrigin + performance.now()),
    seed: values.seed,
    port: readNumber('--port', values.port, portMax),
    uploadPort: readNumber('--upload-port', values['upload-port'], portMax),
    ...(controlToken === undefined ? {} : { controlToken }),
    settings: {
      latency: {
        apiMs: readNumber('--api-latency-ms', values['api-latency-ms'], latencyMsMax),
        uploadMs: readNumber('--upload-latency-ms', values['upload-latency-ms'], latencyMsMax),
      },
    },
  });
  await serve(emulator, { repository, seedPath, tokens: values.token });
}

async function serve(emulator: RunningEmulator, contents: Contents): Promise<void> {
  const stop = (): void => {
    emulator.close().catch(fail);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  try {
    await fill(emulator, contents);
  } catch (error) {
    await emulator.close();
    throw error;
  }
  const { apiUrl, uploadUrl, gitUrl, controlUrl, controlToken } = emulator;
  const line = { apiUrl, uploadUrl, gitUrl, controlUrl, controlToken };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

async function fill(emulator: RunningEmulator, contents: Contents): Promise<void> {
  const { repository, seedPath, tokens } = contents;
  if (repository !== null && seedPath !== null) {
    await emulator.seedFromGit({ ...repository, path: seedPath });
  } else if (repository !== null) {
    emulator.addRepository(repository);
  }
  for (const [index, token] of tokens.entries()) {
    const login = repository?.owner ?? 'octocat';
    emulator.addToken({ token, login, name: `token-${index + 1}` });
  }
}

function readRepository(
  owner: string | undefined,
  name: string | undefined,
): Contents['repository'] {
  if (owner === undefined && name === undefined) {
    return null;
  }
  if (owner === undefined || name === undefined) {
    throw new Error('--owner and --repo expected together, found one of them');
  }
  return { owner, name };
}

function readNumber(name: string, text: string, max: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > max) {
    throw new Error(`${name} expected a whole number from 0 to ${max}, found ${text}`);
  }
  return value;
}

function fail(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`github-emulator: ${message}\n${usage}\n`);
  process.exitCode = usageExitCode;
}
