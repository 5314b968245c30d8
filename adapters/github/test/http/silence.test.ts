// SPDX-License-Identifier: Apache-2.0
// Answers that break off and answers that never come: each is a value that says whether the request
// may have been carried out.
import { Buffer } from 'node:buffer';
import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { connect, openSession } from '../support/connections.ts';
import { oid } from '../support/operations.ts';
import { createRef, readRepository, replyTo } from '../support/reply-to.ts';
import { repositoryBody } from '../support/resources.ts';
import { answerJson, listen, startServer, type Script } from '../support/scripted-server.ts';

const raw = (text: string): Script => {
  return (_seen, _response, socket) => {
    socket.end(text);
  };
};

describe('an answer that breaks off', () => {
  const whole = JSON.stringify(repositoryBody);

  test('short of its Content-Length is truncated', async () => {
    const head = `HTTP/1.1 200 OK\r\ncontent-length: ${whole.length + 10}\r\n\r\n`;
    const reply = await replyTo(raw(`${head}${whole}`), readRepository);
    expect(reply).toMatchObject({ ok: false, failure: { status: 200, body: 'truncated' } });
  });

  test('before its last chunk is truncated', async () => {
    const size = whole.length.toString(16);
    const head = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n';
    const reply = await replyTo(raw(`${head}${size}\r\n${whole}\r\n`), readRepository);
    expect(reply).toMatchObject({ ok: false, failure: { status: 200, body: 'truncated' } });
  });

  test('by a reset is truncated', async () => {
    const reply = await replyTo((_seen, response, socket) => {
      response.writeHead(201, { 'content-length': '1000' });
      response.write('{"ref":', () => setTimeout(() => socket.resetAndDestroy(), 50));
    }, createRef);
    expect(reply).toMatchObject({
      ok: false,
      failure: { status: 201, body: 'truncated', sent: 'maybe' },
    });
  });

  test('by stalling is truncated when the deadline passes', async () => {
    const stalling: Script = (_seen, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"id":');
    };
    const reply = await replyTo(stalling, readRepository, { apiDeadlineMs: 300 });
    expect(reply).toMatchObject({
      ok: false,
      failure: { status: 200, body: 'truncated', detail: '200 truncated: timeout after 300 ms' },
    });
  });
});

describe('no answer', () => {
  test('within the deadline: it may have been carried out', async () => {
    const reply = await replyTo(() => {}, createRef, { apiDeadlineMs: 300 });
    expect(reply).toMatchObject({
      ok: false,
      failure: { status: null, sent: 'maybe', body: 'empty', detail: 'timeout after 300 ms' },
    });
  });

  test('but a closed connection: it may have been carried out', async () => {
    const reply = await replyTo((_seen, _response, socket) => socket.destroy(), createRef);
    expect(reply).toMatchObject({ ok: false, failure: { status: null, sent: 'maybe' } });
  });

  test('that is HTTP: it may have been carried out', async () => {
    const reply = await replyTo(raw('SMTP ready\r\n'), createRef);
    expect(reply).toMatchObject({ ok: false, failure: { status: null, sent: 'maybe' } });
  });

  test('because nobody listens: it was not sent', async () => {
    const free = createServer();
    const port = await listen(free);
    await new Promise((resolve) => free.close(resolve));
    await using server = await startServer((_seen, response) => {
      answerJson(response, 200, { id: 3 });
    });
    await using open = connect(server.origin);
    await using closed = connect(`http://127.0.0.1:${port}`);
    const session = await openSession(open);
    expect(await session.actorId()).toMatchObject({ ok: true, value: 3 });
    const refused = await openSession(closed).catch((error: unknown) => String(error));
    expect(refused).toContain('ECONNREFUSED');
  });

  test('because nobody listens any more: a write was not sent', async () => {
    const server = await startServer((_seen, response) => answerJson(response, 200, { id: 3 }));
    await using connection = connect(server.origin);
    const session = await openSession(connection);
    await server.close();
    const reply = await session.createRef('refs/tags/v1', oid('a'));
    expect(reply).toMatchObject({
      ok: false,
      failure: { status: null, sent: 'no', detail: 'ECONNREFUSED' },
    });
  });
});

test('a name that does not resolve: it was not sent', async () => {
  const { UndiciTransport } = await import('../../src/http/undici-transport.ts');
  const { openDispatchers } = await import('../../src/http/dispatchers.ts');
  const { NETWORK_DIRECT } = await import('../../src/index.ts');
  const transport = new UndiciTransport(
    openDispatchers({ network: NETWORK_DIRECT, loopback: false, connectDeadlineMs: 5_000 }),
  );
  const exchange = await transport.send({
    method: 'POST',
    url: new URL('https://github.invalid/repos'),
    headers: {},
    body: Buffer.from('{}'),
    deadlineMs: 8_000,
    stallMs: 8_000,
    answerBytesMax: 1_024,
  });
  await transport.close();
  expect(exchange).toMatchObject({ kind: 'silence', sent: 'no' });
});
