// SPDX-License-Identifier: Apache-2.0
// The emulator as a process of its own, so that its state outlives whatever talks to it. Prints one line
// of JSON with its addresses and control token, then serves until it is told to stop.

import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';

import { startGitHubEmulator } from './start.ts';

const usage = `usage: github-emulator [--port N] [--upload-port N] [--owner LOGIN --repo NAME]
  [--seed-from-git DIR] [--token SECRET]... [--seed TEXT] [--control-token TEXT]
  [--api-latency-ms N] [--upload-latency-ms N]`;

const portMax = 65_535;
const latencyMsMax = 600_000;

await run(process.argv.slice(2)).catch(fail);

function fail(error: unknown): void {
  process.stderr.write(
    `github-emulator: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.stderr.write(`${usage}\n`);
  process.exitCode = 2;
}

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
  const stop = (): void => {
    emulator.close().catch(fail);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  const { owner, repo } = values;
  const path = values['seed-from-git'];
  if (owner !== undefined && repo !== undefined) {
    const addition = { owner, name: repo };
    await (path === undefined
      ? emulator.addRepository(addition)
      : emulator.seedFromGit({ ...addition, path }));
  } else if (owner !== undefined || repo !== undefined || path !== undefined) {
    await emulator.close();
    throw new Error('--owner and --repo expected together; --seed-from-git needs both');
  }
  for (const [index, token] of values.token.entries()) {
    emulator.addToken({ token, login: owner ?? 'octocat', name: `token-${index + 1}` });
  }
  const { apiUrl, uploadUrl, gitUrl, controlUrl } = emulator;
  const line = { apiUrl, uploadUrl, gitUrl, controlUrl, controlToken: emulator.controlToken };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function readNumber(name: string, text: string, max: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > max) {
    throw new Error(`${name} expected a whole number from 0 to ${max}, found ${text}`);
  }
  return value;
}
