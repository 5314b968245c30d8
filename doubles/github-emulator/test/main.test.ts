// SPDX-License-Identifier: Apache-2.0
// The emulator as a process: one line of JSON, state that outlives its clients, a clean end.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { afterEach, describe, expect, it } from 'vitest';

import { isJsonObject, type JsonObject, parseJson } from '../src/json.ts';
import { makeClient } from './support/api-client.ts';
import { text } from './support/fixture.ts';
import { makeSampleRepository } from './support/sample-repository.ts';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

describe('the emulator process', () => {
  const running: ChildProcess[] = [];

  afterEach(() => {
    for (const child of running.splice(0)) {
      child.kill('SIGTERM');
    }
  });

  const run = (words: readonly string[] = []): ChildProcess => {
    const child = spawn(process.execPath, [main, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
    running.push(child);
    return child;
  };
  const outputOf = async (
    child: ChildProcess,
  ): Promise<{ code: number | null; complaint: string }> => {
    let complaint = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      complaint += chunk.toString('utf8');
    });
    const [code] = await once(child, 'close');
    return { code: typeof code === 'number' ? code : null, complaint };
  };
  const addressesOf = async (child: ChildProcess): Promise<JsonObject> => {
    const [line] = child.stdout === null ? [] : await once(child.stdout, 'data');
    const parsed = parseJson(String(line));
    return isJsonObject(parsed) ? parsed : {};
  };

  it('is seeded from git, knows its tokens and ends when told', async () => {
    const sample = makeSampleRepository();
    const child = run([
      '--owner',
      'alice',
      '--repo',
      'sample',
      '--seed-from-git',
      sample.path,
      '--token',
      'secret',
      '--api-latency-ms',
      '1',
      '--control-token',
      'steer',
    ]);
    const addresses = await addressesOf(child);
    const api = makeClient(text(addresses['apiUrl']), 'secret');
    const found = await api('GET', '/repos/alice/sample/git/ref/heads/main');
    expect(found.object['object']).toMatchObject({ sha: sample.git('rev-parse', 'main') });
    const control = makeClient(text(addresses['controlUrl']), 'steer');
    expect((await control('GET', '/requests')).list).toMatchObject([{ actor: 'token-1' }]);
    child.kill('SIGTERM');
    expect(await outputOf(child)).toEqual({ code: 0, complaint: '' });
    sample.remove();
  });

  it('ends with code 2 and the reason when it is started wrongly', async () => {
    const cases: readonly (readonly [words: readonly string[], reason: string])[] = [
      [['--port', 'x'], '--port expected a whole number from 0 to 65535, found x'],
      [['--owner', 'alice'], '--owner and --repo expected together'],
      [['--nonsense'], "Unknown option '--nonsense'"],
      [
        ['--owner', 'a', '--repo', 'b', '--seed-from-git', '/nowhere'],
        "cannot change to '/nowhere'",
      ],
    ];
    const ends = await Promise.all(cases.map(async ([words]) => outputOf(run(words))));
    for (const [index, [, reason]] of cases.entries()) {
      expect(ends[index]?.code).toBe(2);
      expect(ends[index]?.complaint).toContain(reason);
      expect(ends[index]?.complaint).toContain('usage: github-emulator');
    }
  });

  it('says so when its port is taken', async () => {
    const first = await addressesOf(run());
    const port = text(first['apiUrl']).split(':').at(-1) ?? '';
    const second = await outputOf(run(['--port', port]));
    expect(second.code).toBe(2);
    expect(second.complaint).toContain(`port ${port} cannot be used`);
  });
});
