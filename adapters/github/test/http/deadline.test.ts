// SPDX-License-Identifier: Apache-2.0
// A deadline that passes before a connection stands is known to have sent nothing, and nothing is
// sent later either.
import { createServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { ApiChannel } from '../../src/api/api-channel.ts';
import { uploadDeadlineMs, TRAFFIC_LIMITS_DEFAULT } from '../../src/limits.ts';
import { canaryText, canaryToken, connect } from '../support/connections.ts';
import { listen } from '../support/scripted-server.ts';

test('a host that never completes its TLS handshake was sent nothing', async () => {
  const received: Buffer[] = [];
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('data', (chunk) => received.push(chunk));
    socket.on('error', () => {});
  });
  const port = await listen(server);
  await using connection = connect(`https://127.0.0.1:${port}`, { apiDeadlineMs: 200 });
  const channel = new ApiChannel(connection.channelSettings, () => canaryToken());
  const replies = await Promise.all([
    channel.delete('/installation/token'),
    channel.exists('/repos/octo-org/hello-world'),
  ]);
  for (const socket of sockets) socket.destroy();
  server.close();
  expect(replies).toMatchObject([
    { ok: false, failure: { status: null, sent: 'no', detail: 'timeout after 200 ms' } },
    { ok: false, failure: { status: null, sent: 'no', detail: 'timeout after 200 ms' } },
  ]);
  expect(Buffer.concat(received).toString('latin1')).not.toContain(canaryText);
});

test('an upload is given the time that its size takes at 64 KiB a second, and a minute', () => {
  const gibibyte = 1_073_741_824;
  expect(uploadDeadlineMs(0, TRAFFIC_LIMITS_DEFAULT)).toBe(60_000);
  expect(uploadDeadlineMs(2 * gibibyte, TRAFFIC_LIMITS_DEFAULT)).toBe(32_768_000 + 60_000);
});
