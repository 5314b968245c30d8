// SPDX-License-Identifier: Apache-2.0
// The one entry for every request on any port: finds out what is addressed and hands it on.

import type { RequestListener } from 'node:http';

import type { EmulatorControl } from '../control/emulator-control.ts';
import { serveControl } from '../control/serve-control.ts';
import { serveGraphql } from '../graphql/serve-graphql.ts';
import { type BareCopies, serveGit } from '../smart-http/serve-git.ts';
import { resetConnection } from './deliver.ts';
import type { Exchange, Shell } from './exchange.ts';
import { parseTarget } from './request-target.ts';
import { serveApi } from './serve-api.ts';
import { serveDownload, serveStorage } from './serve-files.ts';
import { servePage } from './serve-page.ts';

/** The parts that the entry hands requests to. */
export interface RequestParts {
  readonly shell: Shell;
  readonly control: EmulatorControl;
  readonly controlToken: string;
  readonly copies: BareCopies;
}

/** Makes the listener of a port. A fault of the emulator itself shows as a reset connection. */
export function createRequestHandler(parts: RequestParts, isUploadPort: boolean): RequestListener {
  return (incoming, response) => {
    const exchange: Exchange = { incoming, response, isUploadPort };
    response.on('error', () => response.destroy());
    serveTarget(parts, exchange).catch((error: unknown) => {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      process.stderr.write(`github-emulator: ${text}\n`);
      resetConnection(response);
    });
  };
}

async function serveTarget(parts: RequestParts, exchange: Exchange): Promise<void> {
  const { accept = '' } = exchange.incoming.headers;
  const target = parseTarget(exchange.incoming.url ?? '/', accept.includes('text/html'));
  switch (target.kind) {
    case 'api':
      return serveApi(parts.shell, exchange, target);
    case 'graphql':
      return serveGraphql(parts.shell, exchange);
    case 'control':
      return serveControl(parts, exchange, target);
    case 'storage':
      return serveStorage(parts.shell, exchange, target);
    case 'download':
      return serveDownload(parts.shell, exchange, target);
    case 'page':
      return servePage(parts.shell, exchange, target);
    case 'git':
      return serveGit(parts.shell, exchange, { target, copies: parts.copies });
  }
}
