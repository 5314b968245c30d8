// SPDX-License-Identifier: Apache-2.0
// A real HTTP server on 127.0.0.1 that answers by a script and remembers what reached it. Nothing of
// the client is replaced, so what these tests see is what GitHub would.
import { Buffer } from 'node:buffer';
import {
  createServer as createHttpServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Server as NetServer, Socket } from 'node:net';

/** One request as it arrived. */
export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  /** Which connection it came on, counted from 1. */
  readonly connection: number;
}

/** What the server does with one request. */
export type Script = (seen: SeenRequest, response: ServerResponse, socket: Socket) => void;

/** A running server. */
export interface ScriptedServer extends AsyncDisposable {
  readonly port: number;
  readonly origin: string;
  /** Every request that arrived with its body, in order. */
  readonly seen: SeenRequest[];
  /** Connections that were opened. */
  connections(): number;
  close(): Promise<void>;
}

/** Key and certificate in PEM. */
export interface TlsIdentity {
  readonly key: string;
  readonly cert: string;
}

/** Starts a server that does as `script` says. */
export async function startServer(script: Script, tls?: TlsIdentity): Promise<ScriptedServer> {
  const seen: SeenRequest[] = [];
  const numbers = new WeakMap<Socket, number>();
  const sockets = new Set<Socket>();
  let opened = 0;
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('error', () => {});
    request.on('end', () => {
      const arrived = {
        method: request.method ?? '',
        url: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks),
        connection: numbers.get(request.socket) ?? 0,
      };
      seen.push(arrived);
      script(arrived, response, request.socket);
    });
  };
  const server = tls === undefined ? createHttpServer(answer) : createTlsServer(tls, answer);
  server.on(tls === undefined ? 'connection' : 'secureConnection', (socket: Socket) => {
    opened += 1;
    numbers.set(socket, opened);
    sockets.add(socket);
  });
  const port = await listen(server);
  const close = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return {
    port,
    origin: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    seen,
    connections: () => opened,
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Binds a free port of the loopback interface. */
export async function listen(server: NetServer): Promise<number> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve());
  });
  return (server.address() as AddressInfo).port;
}

/** Answers with JSON. */
export function answerJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(JSON.stringify(body));
}
