// SPDX-License-Identifier: Apache-2.0
// One listening port on the loopback interface.

import { createServer, type RequestListener, type Server } from 'node:http';

/** The only address the emulator listens on. */
export const loopbackAddress = '127.0.0.1';

/** A port that answers requests. */
export interface Listener {
  readonly port: number;
  /** Stops listening and drops every open connection. */
  readonly close: () => Promise<void>;
}

/** Listens on a port; 0 chooses a free one. Throws when the port is taken. */
export async function listen(port: number, handler: RequestListener): Promise<Listener> {
  const server = createServer({ requestTimeout: 0, headersTimeout: 0 }, handler);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      reject(new Error(`port ${port} cannot be used: ${error.message}; choose another`));
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
