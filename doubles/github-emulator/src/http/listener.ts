// SPDX-License-Identifier: Apache-2.0
// One listening port on the loopback interface.

import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';

/** The only address the emulator listens on. */
export const loopbackAddress = '127.0.0.1';

/** A port that answers requests. */
export interface Listener {
  readonly port: number;
  /** Stops listening and drops every open connection. */
  readonly close: () => Promise<void>;
}

/** The certificate of a TLS port and its private key, both in PEM. */
export interface TlsIdentity {
  readonly certificatePem: string;
  readonly privateKeyPem: string;
}

/** What listens: a port (0 chooses a free one), and the identity of a TLS port. */
export interface ListenerOptions {
  readonly port: number;
  readonly tls?: TlsIdentity;
}

/** Listens on a port. Throws when it is taken. */
export async function listen(
  options: ListenerOptions,
  handler: RequestListener,
): Promise<Listener> {
  const { port, tls } = options;
  const limits = { requestTimeout: 0, headersTimeout: 0 };
  const server =
    tls === undefined
      ? createServer(limits, handler)
      : createTlsServer({ ...limits, cert: tls.certificatePem, key: tls.privateKeyPem }, handler);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      const message = `port ${port} cannot be used: ${error.message}; choose another`;
      reject(new Error(message, { cause: error }));
    });
    server.listen(port, loopbackAddress, resolve);
  });
  return { port: portOf(server), close: () => closeServer(server) };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('the server has no port');
  }
  return address.port;
}

async function closeServer(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
