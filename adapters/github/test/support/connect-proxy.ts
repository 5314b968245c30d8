// SPDX-License-Identifier: Apache-2.0
// A real HTTP proxy on 127.0.0.1 that tunnels by CONNECT. It leads every host to one port, so that a
// name which resolves nowhere is reached through it or not at all.
import { createServer } from 'node:http';
import { connect as connectSocket, type Socket } from 'node:net';
import { listen } from './scripted-server.ts';

/** One tunnel that was asked for. */
export interface SeenTunnel {
  readonly target: string;
  readonly authorization: string | null;
  /** What crossed the tunnel towards the host, as the proxy could read it. */
  bytes: string;
}

/** A running proxy. */
export interface ConnectProxy extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly tunnels: readonly SeenTunnel[];
  /** Requests that came without a tunnel; none should. */
  readonly untunnelled: readonly string[];
}

/** Starts a proxy that leads to `port`, or refuses every tunnel with `status`. */
export async function startProxy(port: number, status = 200): Promise<ConnectProxy> {
  const tunnels: SeenTunnel[] = [];
  const untunnelled: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    untunnelled.push(`${request.method} ${request.url}`);
    response.writeHead(500).end();
  });
  server.on('connection', (socket) => sockets.add(socket));
  server.on('connect', (request, client, head) => {
    const tunnel: SeenTunnel = {
      target: request.url ?? '',
      authorization: request.headers['proxy-authorization'] ?? null,
      bytes: '',
    };
    tunnels.push(tunnel);
    client.on('error', () => {});
    if (status !== 200) {
      client.end(`HTTP/1.1 ${status} Refused\r\n\r\n`);
      return;
    }
    const host = connectSocket(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      host.write(head);
      client.on('data', (chunk: Buffer) => (tunnel.bytes += chunk.toString('latin1')));
      client.pipe(host);
      host.pipe(client);
    });
    host.on('error', () => client.destroy());
    sockets.add(host);
  });
  const proxyPort = await listen(server);
  return {
    url: `http://127.0.0.1:${proxyPort}`,
    port: proxyPort,
    tunnels,
    untunnelled,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
