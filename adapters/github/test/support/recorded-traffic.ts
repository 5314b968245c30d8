// SPDX-License-Identifier: Apache-2.0
// Replays what api.github.com really answered, from the recordings in @octokit/fixtures: status,
// headers and body as they were recorded, with GitHub's origins replaced by the replaying server's.
import { Buffer } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { startServer, type ScriptedServer } from './scripted-server.ts';

/** One recorded exchange. */
export interface RecordedExchange {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly response: unknown;
  readonly rawHeaders: readonly string[];
  readonly responseIsBinary: boolean;
}

/** Headers that describe the recorded transport rather than GitHub's answer. */
const transportHeaders = new Set([
  'connection',
  'content-length',
  'content-encoding',
  'transfer-encoding',
]);

const scenarios = join(
  dirname(createRequire(import.meta.url).resolve('@octokit/fixtures')),
  'scenarios',
  'api.github.com',
);

/** The recorded exchanges of a scenario, in order. */
export async function recordedTraffic(scenario: string): Promise<readonly RecordedExchange[]> {
  const text = await readFile(join(scenarios, scenario, 'raw-fixture.json'), 'utf8');
  return JSON.parse(text) as readonly RecordedExchange[];
}

/** Answers each request by the next recorded exchange of its method and path, query apart. */
export async function replay(recorded: readonly RecordedExchange[]): Promise<ScriptedServer> {
  const left = [...recorded];
  const server = await startServer((seen, response) => {
    const key = keyOf(seen.method, seen.url);
    const index = left.findIndex(({ method, path }) => keyOf(method, path) === key);
    const [exchange] = index < 0 ? [] : left.splice(index, 1);
    if (exchange === undefined) {
      response.writeHead(599).end(`not recorded: ${key}`);
      return;
    }
    response.writeHead(exchange.status, headersOf(exchange, server.origin));
    response.end(bodyOf(exchange, server.origin));
  });
  return server;
}

/** The recorded body as bytes, with GitHub's origins replaced. */
export function bodyOf({ response, status }: RecordedExchange, origin: string): Buffer {
  if (status === 204 || response === '') return Buffer.alloc(0);
  const text = typeof response === 'string' ? response : JSON.stringify(response);
  return Buffer.from(atOrigin(text, origin));
}

/** A recorded header by its lower-case name. */
export function recordedHeader({ rawHeaders }: RecordedExchange, name: string): string | null {
  const index = rawHeaders.findIndex(
    (header, position) => position % 2 === 0 && header.toLowerCase() === name,
  );
  return index < 0 ? null : (rawHeaders[index + 1] ?? null);
}

function headersOf({ rawHeaders }: RecordedExchange, origin: string): string[] {
  const kept: string[] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const [name = '', value = ''] = rawHeaders.slice(index, index + 2);
    if (!transportHeaders.has(name.toLowerCase())) kept.push(name, atOrigin(value, origin));
  }
  return kept;
}

function atOrigin(text: string, origin: string): string {
  return text
    .replaceAll('https://api.github.com', origin)
    .replaceAll('https://uploads.github.com', origin);
}

function keyOf(method: string, path: string): string {
  return `${method.toUpperCase()} ${path.split('?')[0]}`;
}
