// SPDX-License-Identifier: Apache-2.0
// A dry run's reader cannot write: not by its type, and not by mistake either, since its transport
// refuses every writing method before anything is sent.
import type { GitHubReply } from '@marketops/core';
import type { GitHubReader } from '@marketops/publisher';
import { describe, expect, test } from 'vitest';
import { ApiChannel } from '../src/api/api-channel.ts';
import { AnonymousCredentials } from '../src/credential/anonymous-credentials.ts';
import { ReadOnlyTransport } from '../src/http/read-only-transport.ts';
import { GitHubClient, HttpGitHubReaders } from '../src/index.ts';
import { canaryText, canaryToken, connect } from './support/connections.ts';
import { approvedTag, oid, repositoryOn } from './support/operations.ts';
import { repositoryBody } from './support/resources.ts';
import { answerJson, startServer } from './support/scripted-server.ts';

function readerOf(reply: GitHubReply<GitHubReader>): GitHubReader {
  if (!reply.ok) throw new Error(reply.failure.detail);
  return reply.value;
}

describe('a reader', () => {
  test('reads under its token', async () => {
    await using server = await startServer((_seen, response) => {
      answerJson(response, 200, repositoryBody);
    });
    await using connection = connect(server.origin);
    const readers = new HttpGitHubReaders(connection, { kind: 'token', token: canaryToken() });
    const repository = repositoryOn(`127.0.0.1:${server.port}`);
    const reader = readerOf(await readers.openReader(repository));
    expect(await reader.repository()).toMatchObject({ ok: true, value: { repositoryId: 42 } });
    expect(server.seen.map(({ headers }) => headers.authorization)).toEqual([
      `Bearer ${canaryText}`,
    ]);
  });

  test('reads without any credential where it is given none', async () => {
    await using server = await startServer((_seen, response) => {
      answerJson(response, 200, repositoryBody);
    });
    await using connection = connect(server.origin);
    const readers = new HttpGitHubReaders(connection, { kind: 'none' });
    const repository = repositoryOn(`127.0.0.1:${server.port}`);
    const reader = readerOf(await readers.openReader(repository));
    expect(await reader.repository()).toMatchObject({ ok: true });
    expect(server.seen[0]?.headers.authorization).toBeUndefined();
  });

  test('is not opened for another host', async () => {
    await using server = await startServer((_seen, response) => answerJson(response, 200, {}));
    await using connection = connect(server.origin);
    const readers = new HttpGitHubReaders(connection, { kind: 'none' });
    expect(await readers.openReader(repositoryOn('github.com'))).toMatchObject({
      ok: false,
      failure: { sent: 'no' },
    });
    expect(server.seen).toEqual([]);
  });

  test('reads nothing more under a credential that its opener has closed', async () => {
    await using server = await startServer((_seen, response) => {
      answerJson(response, 200, repositoryBody);
    });
    await using connection = connect(server.origin);
    const readers = new HttpGitHubReaders(connection, { kind: 'token', token: canaryToken() });
    const repository = repositoryOn(`127.0.0.1:${server.port}`);
    const reader = readerOf(await readers.openReader(repository));
    await readers.close();
    expect(await reader.repository()).toMatchObject({ ok: false, failure: { sent: 'no' } });
    expect(server.seen).toEqual([]);
  });
});

describe('a write that is planted behind the read-only transport', () => {
  test('is refused before anything is sent, whichever it is', async () => {
    await using server = await startServer((_seen, response) => answerJson(response, 201, {}));
    await using connection = connect(server.origin);
    const { channelSettings } = connection;
    const transport = new ReadOnlyTransport(channelSettings.transport);
    const repository = repositoryOn(`127.0.0.1:${server.port}`);
    const credential = await new AnonymousCredentials().open(repository, { kind: 'read' });
    if (!credential.ok) throw new Error(credential.failure.detail);
    const writer = new GitHubClient({
      channel: new ApiChannel({ ...channelSettings, transport }, () => canaryToken()),
      repository,
      credential: credential.value,
    });
    const writes: readonly (() => Promise<unknown>)[] = [
      async () => writer.createRef('refs/tags/v1.0.0', oid('a')),
      async () => writer.createTagObject(approvedTag),
      async () => writer.deleteRelease(5),
      async () => writer.deleteBranch('main'),
      async () => writer.createBlob(new Uint8Array(1)),
    ];
    for (const write of writes) {
      await expect(write()).rejects.toThrow('refused before it was sent');
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(server.seen).toEqual([]);
    expect(server.connections()).toBe(0);
  });

  test('is refused as the body of a read too', async () => {
    await using server = await startServer((_seen, response) => answerJson(response, 201, {}));
    await using connection = connect(server.origin);
    const transport = new ReadOnlyTransport(connection.channelSettings.transport);
    const request = {
      method: 'GET',
      url: new URL(server.origin),
      headers: {},
      body: new Uint8Array(1),
      deadlineMs: 1_000,
      stallMs: 1_000,
      answerBytesMax: 1_000,
    } as const;
    await expect(transport.send(request)).rejects.toThrow('this transport only reads');
    expect(server.connections()).toBe(0);
  });
});
