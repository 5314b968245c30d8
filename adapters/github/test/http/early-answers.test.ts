// SPDX-License-Identifier: Apache-2.0
// Goal: an answer that comes while a file is still on its way is told for what it is. A refusal is
// one, the file is let go of, and a success proves nothing: nobody can have taken what was not sent.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { digestOfBytes } from '@marketops/core';
import { describe, expect, test } from 'vitest';
import { connect, openSession } from '../support/connections.ts';
import { assetBody } from '../support/resources.ts';
import { answerJson, listen } from '../support/scripted-server.ts';

const piece = new Uint8Array(65_536);
const pieces = 512;
const size = piece.length * pieces;

/** Uploads to a server that answers the first bytes and takes no more of them. */
async function upload(status: number, body: object) {
  let connections = 0;
  const server = createServer((request, response) => {
    if (request.url === '/user') {
      answerJson(response, 200, { id: 3 });
      return;
    }
    connections += 1;
    request.on('error', () => {});
    request.once('data', () => {
      request.pause();
      answerJson(response, status, body);
    });
  });
  const origin = `http://127.0.0.1:${await listen(server)}`;
  await using connection = connect(origin);
  const session = await openSession(connection);
  const letGo = Promise.withResolvers<number>();
  const content = (async function* () {
    let read = 0;
    try {
      for (; read < pieces; read += 1) yield piece;
    } finally {
      letGo.resolve(read);
    }
  })();
  const reply = await session.uploadAsset({
    releaseId: 5,
    uploadUrl: `${origin}/repos/octo-org/hello-world/releases/5/assets{?name,label}`,
    name: 'hello.tgz',
    mediaType: 'application/gzip',
    size,
    sha256: digestOfBytes(new Uint8Array()),
    content,
  });
  const read = await letGo.promise;
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
  return { reply, read, connections };
}

describe('an upload that is answered before all of it was sent', () => {
  test.each([
    [401, { message: 'Bad credentials' }],
    [413, { message: 'Payload Too Large' }],
    [422, { message: 'Validation Failed', errors: [{ code: 'already_exists', field: 'name' }] }],
    [503, { message: 'Service Unavailable' }],
  ])('with %i is told by that answer, and the file is let go of', async (status, body) => {
    const { reply, read, connections } = await upload(status, body);
    expect(reply).toMatchObject({
      ok: false,
      failure: { status, sent: 'maybe', body: 'json', message: body.message },
    });
    expect(read).toBeLessThan(pieces);
    expect(connections).toBe(1);
  });

  test('with 201 is no success', async () => {
    const { reply, read, connections } = await upload(201, assetBody);
    expect(reply).toMatchObject({
      ok: false,
      failure: {
        status: 201,
        sent: 'maybe',
        body: 'truncated',
        detail: '201 truncated: answered before all was sent',
      },
    });
    expect(read).toBeLessThan(pieces);
    expect(connections).toBe(1);
  });
});
