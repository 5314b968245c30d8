// SPDX-License-Identifier: Apache-2.0
// A call sends its request once: whatever breaks, the server counts one request, and a write never
// travels on a connection that something else has used.
import { describe, expect, test } from 'vitest';
import { SendOnce } from '../../src/http/send-once.ts';
import { connect, openSession } from '../support/connections.ts';
import { approvedTag, oid } from '../support/operations.ts';
import { refBody, repositoryBody } from '../support/resources.ts';
import { answerJson, startServer, type Script } from '../support/scripted-server.ts';

const answering: Script = (seen, response) => {
  if (seen.url === '/user') return answerJson(response, 200, { id: 3 });
  if (seen.method === 'POST') return answerJson(response, 201, refBody);
  return answerJson(response, 200, repositoryBody);
};

describe('a request is sent once', () => {
  test('when the connection is reset after the request has arrived', async () => {
    await using server = await startServer((seen, response, socket) => {
      if (seen.url === '/user') return answerJson(response, 200, { id: 3 });
      socket.resetAndDestroy();
    });
    await using connection = connect(server.origin);
    const session = await openSession(connection);
    const reply = await session.createRef('refs/tags/v1.0.0', oid('a'));
    expect(reply).toMatchObject({ ok: false, failure: { status: null, sent: 'maybe' } });
    const read = await session.repository();
    expect(read).toMatchObject({ ok: false, failure: { status: null } });
    expect(server.seen.map(({ method }) => method)).toEqual(['GET', 'POST', 'GET']);
  });

  test('when the server closes every idle connection under our feet', async () => {
    // The second request on any connection is answered by a reset, as from a load balancer that has
    // given the connection up.
    const used = new Set<number>();
    await using server = await startServer((seen, response, socket) => {
      if (used.has(seen.connection)) {
        socket.resetAndDestroy();
        return;
      }
      used.add(seen.connection);
      answering(seen, response, socket);
    });
    await using connection = connect(server.origin);
    const session = await openSession(connection);
    for (let round = 0; round < 5; round += 1) {
      const reply = await session.createRef('refs/tags/v1.0.0', oid('a'));
      expect(reply).toMatchObject({ ok: true, status: 201 });
    }
    expect(server.seen.filter(({ method }) => method === 'POST')).toHaveLength(5);
  });

  test('and each write has a connection of its own, while reads use theirs again', async () => {
    await using server = await startServer(answering);
    await using connection = connect(server.origin);
    const session = await openSession(connection);
    await session.repository();
    await session.createRef('refs/tags/v1.0.0', oid('a'));
    await session.repository();
    await session.createRef('refs/tags/v1.0.0', oid('a'));
    await session.repository();
    const reads = server.seen.filter(({ method }) => method === 'GET');
    const writes = server.seen.filter(({ method }) => method === 'POST');
    const readOn = new Set(reads.map((seen) => seen.connection));
    const writtenOn = new Set(writes.map((seen) => seen.connection));
    expect(readOn.size).toBeLessThan(reads.length);
    expect(writtenOn.size).toBe(2);
    expect([...readOn].filter((number) => writtenOn.has(number))).toEqual([]);
    expect(writes.map((seen) => seen.headers.connection)).toEqual(['close', 'close']);
  });

  test('and never again when the client would begin a second transmission', () => {
    const watch = new SendOnce();
    const handled: string[] = [];
    const aborted: string[] = [];
    const controller = {
      aborted: false,
      paused: false,
      reason: null,
      abort: (reason: Error) => aborted.push(reason.name),
      pause: () => {},
      resume: () => {},
    };
    const twice = watch.interceptor((_options, handler) => {
      handler.onRequestStart?.(controller, {});
      handler.onRequestStart?.(controller, {});
      return true;
    });
    twice({ path: '/', method: 'POST' }, { onRequestStart: () => handled.push('start') });
    expect(handled).toEqual(['start']);
    expect(aborted).toEqual(['ResendError']);
    expect(watch.begun).toBe(true);
  });

  test('and several at once do not wait for each other on one connection', async () => {
    await using server = await startServer(answering);
    await using connection = connect(server.origin);
    const session = await openSession(connection);
    const replies = await Promise.all(
      Array.from({ length: 5 }, async () => session.createTagObject(approvedTag)),
    );
    expect(replies).toHaveLength(5);
    const writes = server.seen.filter(({ method }) => method === 'POST');
    expect(new Set(writes.map((seen) => seen.connection)).size).toBe(5);
  });
});
