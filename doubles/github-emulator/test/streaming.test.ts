// SPDX-License-Identifier: Apache-2.0
// Large assets go to disk and come back from it: the memory of the emulator's process does not grow with
// their size. The emulator runs as a process of its own, so that only its memory is measured.

import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { isJsonObject, type JsonObject, parseJson } from '../src/json.ts';
import { type ApiClient, makeClient } from './support/api-client.ts';
import { text } from './support/fixture.ts';
import { makeSampleRepository, type SampleRepository } from './support/sample-repository.ts';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const mebibyte = 1024 * 1024;
const assetMebibytes = 512;
/** Below a fifth of the asset; what a collector leaves lying for a while does not grow with its size. */
const growthBytesMax = 96 * mebibyte;

describe('a large asset', () => {
  let sample: SampleRepository;
  let child: ChildProcess;
  let api: ApiClient;
  let control: ApiClient;

  beforeAll(async () => {
    sample = makeSampleRepository();
    const words = ['--owner', 'alice', '--repo', 'sample', '--seed-from-git', sample.path];
    child = spawn(process.execPath, [main, ...words, '--token', 'secret'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = child.stdout === null ? [] : await once(child.stdout, 'data');
    const parsed = parseJson(String(line));
    const addresses: JsonObject = isJsonObject(parsed) ? parsed : {};
    api = makeClient(text(addresses['apiUrl']), 'secret');
    control = makeClient(text(addresses['controlUrl']), text(addresses['controlToken']));
  });
  afterAll(() => {
    child.kill('SIGTERM');
    sample.remove();
  });

  /** The most memory the process has held so far, in bytes. */
  const peakBytes = (): number => {
    const status = readFileSync(`/proc/${String(child.pid)}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
  };

  const stream = async (url: string): Promise<{ status: number; digest: string }> => {
    const hash = createHash('sha256');
    const chunk = Buffer.alloc(mebibyte, 'x');
    return new Promise((resolve, reject) => {
      const headers = {
        authorization: 'Bearer secret',
        'user-agent': 'tests',
        'content-length': String(assetMebibytes * mebibyte),
      };
      const upload = request(url, { method: 'POST', headers }, (response) => {
        response.resume();
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, digest: hash.digest('hex') });
        });
      });
      upload.on('error', reject);
      let sent = 0;
      const write = (): void => {
        while (sent < assetMebibytes) {
          sent += 1;
          hash.update(chunk);
          if (!upload.write(chunk)) {
            upload.once('drain', write);
            return;
          }
        }
        upload.end();
      };
      write();
    });
  };

  it('leaves the memory of the process as it was', async (context) => {
    if (process.platform !== 'linux') {
      context.skip('peak memory is read from /proc, which only Linux has');
    }
    const draft = await api('POST', '/repos/alice/sample/releases', {
      body: { tag_name: 'v1.0.0', draft: true },
    });
    const before = peakBytes();
    const url = text(draft.object['upload_url']).replace('{?name,label}', '?name=large.bin');
    const { status, digest } = await stream(url);
    expect(status).toBe(201);
    const snapshot = await control('GET', '/snapshot?repository=alice/sample');
    expect(JSON.stringify(snapshot.object)).toContain(`"digest":"sha256:${digest}"`);
    const grown = peakBytes() - before;
    expect(grown).toBeLessThan(growthBytesMax);
  });
});
