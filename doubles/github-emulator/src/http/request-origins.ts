// SPDX-License-Identifier: Apache-2.0
// The origins that links in an answer are made from follow the way the client came: directly, by the
// paths of GitHub Enterprise Server, or through a proxy under a host name of its own.

import type { IncomingMessage } from 'node:http';

import type { Origins } from '../api/origins.ts';

/** Works out the origins for one request; `base` are those of a client that came directly. */
export function originsOf(
  incoming: IncomingMessage,
  prefix: string | null,
  base: Origins,
): Origins {
  const host = incoming.headers.host ?? '';
  const isDirect = /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host) || host === '';
  const web = isDirect ? base.web : `http://${host}`;
  if (prefix !== null) {
    return { api: `${web}/api/v3`, upload: `${web}/api/uploads`, web };
  }
  if (isDirect) {
    return base;
  }
  const name = host.replace(/^(api|uploads)\./, '');
  return {
    api: `http://api.${name}`,
    upload: `http://uploads.${name}`,
    web: `http://${name}`,
  };
}
