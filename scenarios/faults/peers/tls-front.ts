// SPDX-License-Identifier: Apache-2.0
// TLS in front of an emulator, byte for byte: what breaks behind it breaks in front of it.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { promisify } from 'node:util';

const run = promisify(execFile);
const loopback = '127.0.0.1';

/** A certificate for `localhost` and its key, as files. */
export interface Certificate {
  readonly certificatePath: string;
  readonly keyPath: string;
}

/** A running front. */
export interface TlsFront {
  /** `localhost:PORT`. */
  readonly host: string;
  readonly close: () => Promise<void>;
}

/** Has openssl make a certificate that signs itself; throws where there is no openssl. */
export async function makeCertificate(folder: string): Promise<Certificate> {
  const certificatePath = join(folder, 'certificate.pem');
  const keyPath = join(folder, 'key.pem');
  await run('openssl', [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-days',
    '2',
    '-subj',
    '/CN=localhost',
    '-addext',
    'subjectAltName=DNS:localhost',
    '-keyout',
    keyPath,
    '-out',
    certificatePath,
  ]);
  return { certificatePath, keyPath };
}

/** Opens a front for the emulator at `apiUrl`. */
export async function openTlsFront(apiUrl: string, certificate: Certificate): Promise<TlsFront> {
  const port = Number(new URL(apiUrl).port);
  const sockets = new Set<Socket>();
  const server = createServer(
    {
      cert: await readFile(certificate.certificatePath),
      key: await readFile(certificate.keyPath),
    },
    (outer) => {
      const inner = connect(port, loopback);
      sockets.add(outer);
      outer.on('close', () => {
        sockets.delete(outer);
        inner.destroy();
      });
      outer.on('error', () => inner.destroy());
      inner.on('error', () => outer.destroy());
      inner.on('close', () => outer.destroy());
      outer.pipe(inner);
      inner.pipe(outer);
    },
  );
  await new Promise<void>((resolve) => server.listen(0, loopback, resolve));
  const address = server.address() as AddressInfo;
  return {
    host: `localhost:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
