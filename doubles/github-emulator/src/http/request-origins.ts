// SPDX-License-Identifier: Apache-2.0
// The origins that links in an answer are made from follow the way the client came: directly, by the
// paths of GitHub Enterprise Server, or through a proxy under a host name of its own.

import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';

import type { Origins } from '../api/origins.ts';

/** Works out the origins for one request; `base` are those of a client that came directly. */
export function originsOf(
  incoming: IncomingMessage,
  prefix: string | null,
  base: Origins,
): Origins {
  const host = incoming.headers.host ?? '';
  const scheme = incoming.socket instanceof TLSSocket ? 'https' : 'http';
  const isLoopback = /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host) || host === '';
  const isDirect = isLoopback && scheme === 'http';
  const web = isDirect ? base.web : `${scheme}://${host}`;
  if (prefix !== null) {
    return { api: `${web}/api/v3`, upload: `${web}/api/uploads`, web };
  }
  if (isDirect) {
    return base;
  }
  if (isLoopback) {
    return { api: web, upload: `${web}/api/uploads`, web };
  }
  const name = host.replace(/^(api|uploads)\./, '');
  return {
    api: `${scheme}://api.${name}`,
    upload: `${scheme}://uploads.${name}`,
    web: `${scheme}://${name}`,
  };
}

/** Tells whether a request names the upload origin by its path or by its host. */
export function isUploadAddress(incoming: IncomingMessage, prefix: string | null): boolean {
  const host = incoming.headers.host ?? '';
  return (prefix !== null && prefix !== '/api/v3') || host.startsWith('uploads.');
}
