// SPDX-License-Identifier: Apache-2.0
// Uploads: streamed with their Content-Length, to the pinned origin alone, and broken off before the
// last byte where the content is not what was approved.
import { Buffer } from 'node:buffer';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { digestOfBytes } from '@marketops/core';
import { ContentChangedError, type AssetUpload } from '@marketops/publisher';
import { describe, expect, test } from 'vitest';
import { HttpGitHubSessions, GitHubConnection, NETWORK_DIRECT } from '../../src/index.ts';
import type { TrafficLimits } from '../../src/limits.ts';
import {
  canaryToken,
  connect,
  endpointAt,
  openSession,
  testClock,
} from '../support/connections.ts';
import { tagOperation } from '../support/operations.ts';
import { assetBody } from '../support/resources.ts';
import { answerJson, listen, startServer } from '../support/scripted-server.ts';

async function* chunksOf(...chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield chunk;
}

function uploadOf(origin: string, content: AsyncIterable<Uint8Array>, size: number): AssetUpload {
  return {
    releaseId: 5,
    uploadUrl: `${origin}/repos/octo-org/hello-world/releases/5/assets{?name,label}`,
    name: 'hello+world.tgz',
    mediaType: 'application/gzip',
    size,
    sha256: digestOfBytes(new Uint8Array()),
    content,
  };
}

/** A byte at a time, with a pause before each. */
async function* slowly(text: string, pauseMs: number): AsyncGenerator<Uint8Array> {
  for (const letter of text) {
    await sleep(pauseMs);
    yield bytes(letter);
  }
}

const bytes = (text: string): Uint8Array => Buffer.from(text);

describe('an upload', () => {
  test('arrives byte for byte, with its length, type and name', async () => {
    await using server = await startServer((seen, response) => {
      if (seen.url === '/user') answerJson(response, 200, { id: 3 });
      else answerJson(response, 201, assetBody);
    });
    await using connection = connect(server.origin);
    const session = await openSession(connection);
    const content = chunksOf(bytes('he'), bytes(''), bytes('l'), bytes('lo'));
    const reply = await session.uploadAsset(uploadOf(server.origin, content, 5));
    expect(reply).toMatchObject({ ok: true, value: { assetId: 7, state: 'uploaded' } });
    const sent = server.seen.at(-1);
    expect(sent?.url).toBe('/repos/octo-org/hello-world/releases/5/assets?name=hello%2Bworld.tgz');
    expect(sent?.body.toString()).toBe('hello');
    expect(sent?.headers).toMatchObject({
      'content-length': '5',
      'content-type': 'application/gzip',
    });
    expect(sent?.headers['transfer-encoding']).toBeUndefined();
  });

  test.each([
    ['changed', [bytes('hel')], new ContentChangedError('canary'), 'ContentChangedError'],
    ['changed at its end', [bytes('hello')], new ContentChangedError('x'), 'ContentChangedError'],
    ['too short', [bytes('hel')], null, '5 bytes expected, 3 found'],
    ['too long', [bytes('hello'), bytes('!')], null, '5 bytes expected, more found'],
  ])('whose content is %s never arrives whole', async (_name, chunks, error, reason) => {
    let arrived = 0;
    let ended = false;
    const server = createServer((request, response) => {
      if (request.url === '/user') {
        answerJson(response, 200, { id: 3 });
        return;
      }
      request.on('data', (chunk: Buffer) => (arrived += chunk.length));
      request.on('end', () => (ended = true));
      request.on('error', () => {});
    });
    const origin = `http://127.0.0.1:${await listen(server)}`;
    await using connection = connect(origin);
    const session = await openSession(connection);
    const content = (async function* () {
      yield* chunks;
      if (error !== null) throw error;
    })();
    const reply = await session.uploadAsset(uploadOf(origin, content, 5));
    server.closeAllConnections();
    server.close();
    expect(reply).toMatchObject({
      ok: false,
      failure: { status: null, sent: 'no', detail: `upload content: ${reason}` },
    });
    expect(ended).toBe(false);
    expect(arrived).toBeLessThan(5);
  });

  test('that the server answers before it has all of it brings that answer or none', async () => {
    const server = createServer((request, response) => {
      if (request.url === '/user') {
        answerJson(response, 200, { id: 3 });
        return;
      }
      request.once('data', () => {
        answerJson(response, 422, { message: 'Validation Failed' }, { connection: 'close' });
      });
    });
    const origin = `http://127.0.0.1:${await listen(server)}`;
    await using connection = connect(origin);
    const session = await openSession(connection);
    const chunk = new Uint8Array(65_536);
    const size = chunk.length * 64;
    const content = (async function* () {
      for (let sent = 0; sent < size; sent += chunk.length) yield chunk;
    })();
    const reply = await session.uploadAsset(uploadOf(origin, content, size));
    server.closeAllConnections();
    server.close();
    expect(reply.ok).toBe(false);
    expect(reply).toMatchObject({ failure: { sent: 'maybe' } });
  });

  test.each<[string, Partial<TrafficLimits>, string]>([
    ['stands still', { uploadStallMs: 200, uploadBytesPerSecondMin: 1 }, 'timeout after 200 ms'],
    [
      'takes longer than its size allows',
      { uploadStallMs: 200, uploadBytesPerSecondMin: 50 },
      'timeout after 300 ms',
    ],
  ])('that %s is given up', async (what, limits, detail) => {
    const server = createServer((request, response) => {
      if (request.url === '/user') answerJson(response, 200, { id: 3 });
    });
    const origin = `http://127.0.0.1:${await listen(server)}`;
    await using connection = connect(origin, limits);
    const session = await openSession(connection);
    const pauseMs = what === 'stands still' ? 0 : 100;
    const reply = await session.uploadAsset(uploadOf(origin, slowly('hello', pauseMs), 5));
    server.closeAllConnections();
    server.close();
    expect(reply).toMatchObject({ ok: false, failure: { status: null, detail } });
  });

  test('that the other side stops taking is no fault of the content, and may have left something', async () => {
    const server = createServer((request, response) => {
      if (request.url === '/user') answerJson(response, 200, { id: 3 });
    });
    const origin = `http://127.0.0.1:${await listen(server)}`;
    await using connection = connect(origin, { uploadStallMs: 200 });
    const session = await openSession(connection);
    const chunk = new Uint8Array(65_536);
    const size = chunk.length * 512;
    const content = (async function* () {
      for (let sent = 0; sent < size; sent += chunk.length) yield chunk;
    })();
    const reply = await session.uploadAsset(uploadOf(origin, content, size));
    server.closeAllConnections();
    server.close();
    const failure = { status: null, sent: 'maybe', detail: 'timeout after 200 ms' };
    expect(reply).toMatchObject({ ok: false, failure });
  });

  test('that is slow and moves is waited for', async () => {
    await using server = await startServer((seen, response) => {
      if (seen.url === '/user') answerJson(response, 200, { id: 3 });
      else answerJson(response, 201, assetBody);
    });
    const limits = { uploadStallMs: 400, uploadBytesPerSecondMin: 1 };
    await using connection = connect(server.origin, limits);
    const session = await openSession(connection);
    const reply = await session.uploadAsset(uploadOf(server.origin, slowly('hello', 150), 5));
    expect(reply.ok).toBe(true);
    expect(server.seen.at(-1)?.body.toString()).toBe('hello');
  });

  test('holds no more of a large file than a few chunks', async () => {
    let arrived = 0;
    const server = createServer((request, response) => {
      if (request.url === '/user') {
        answerJson(response, 200, { id: 3 });
        return;
      }
      request.on('data', (chunk: Buffer) => (arrived += chunk.length));
      request.on('end', () => answerJson(response, 201, assetBody));
    });
    const origin = `http://127.0.0.1:${await listen(server)}`;
    await using connection = connect(origin);
    const session = await openSession(connection);
    const chunkBytes = 65_536;
    const chunks = 2_048;
    let aheadMax = 0;
    const content = (async function* () {
      for (let index = 0; index < chunks; index += 1) {
        yield new Uint8Array(chunkBytes);
        aheadMax = Math.max(aheadMax, (index + 1) * chunkBytes - arrived);
      }
    })();
    const reply = await session.uploadAsset(uploadOf(origin, content, chunkBytes * chunks));
    server.closeAllConnections();
    server.close();
    expect(reply.ok).toBe(true);
    expect(arrived).toBe(chunkBytes * chunks);
    // What the client, both kernels and the server hold between them of 128 MiB.
    expect(aheadMax).toBeLessThan(16 * 1_048_576);
  });
});

describe('an upload goes to the pinned place alone', () => {
  test.each([
    ['another origin', 'https://uploads.example', '/repos/octo-org/hello-world/releases/5/assets'],
    ['another port', 'http://127.0.0.1:9', '/repos/octo-org/hello-world/releases/5/assets'],
    ['another release', '', '/repos/octo-org/hello-world/releases/6/assets'],
    ['another repository', '', '/repos/octo-org/other/releases/5/assets'],
    ['a climbing path', '', '/repos/octo-org/hello-world/releases/5/assets/../../../x'],
    ['a query', '', '/repos/octo-org/hello-world/releases/5/assets?name=evil'],
    ['no URL', 'nonsense', ''],
  ])('%s is refused and nothing is sent', async (_name, origin, path) => {
    await using uploads = await startServer((_seen, response) => answerJson(response, 201, {}));
    await using server = await startServer((_seen, response) =>
      answerJson(response, 200, { id: 3 }),
    );
    await using connection = new GitHubConnection({
      endpoint: endpointAt(server.origin, uploads.origin),
      network: NETWORK_DIRECT,
      version: '0.1.0',
      clock: testClock(),
    });
    const sessions = new HttpGitHubSessions(connection, { kind: 'token', token: canaryToken() });
    const opened = await sessions.open(tagOperation(`127.0.0.1:${server.port}`));
    if (!opened.ok) throw new Error(opened.failure.detail);
    let read = false;
    const content = (async function* () {
      read = true;
      yield bytes('hello');
    })();
    const upload = { ...uploadOf(uploads.origin, content, 5) };
    const uploadUrl = `${origin === '' ? uploads.origin : origin}${path}`;
    const reply = await opened.value.uploadAsset({ ...upload, uploadUrl });
    expect(reply).toMatchObject({ ok: false, failure: { status: null, sent: 'no' } });
    expect(reply.ok ? '' : reply.failure.detail).toMatch(/^not sent: upload/);
    expect(uploads.seen).toEqual([]);
    expect(read).toBe(false);
  });
});
