// SPDX-License-Identifier: Apache-2.0
// Reads the target of a request line. Absolute-form targets (sent through a proxy) and the prefixes of
// GitHub Enterprise Server lead to the same routes as plain paths.

import type { PageTarget } from './serve-page.ts';

/** A call of the API; `prefix` is what stood before the path, or null. */
export interface ApiTarget {
  readonly kind: 'api';
  readonly path: string;
  readonly query: URLSearchParams;
  readonly prefix: string | null;
}

/** What a request addresses. */
export type RequestTarget =
  | ApiTarget
  | { readonly kind: 'graphql' }
  | { readonly kind: 'control'; readonly path: string; readonly query: URLSearchParams }
  | { readonly kind: 'storage'; readonly path: string; readonly query: URLSearchParams }
  | {
      readonly kind: 'download';
      readonly owner: string;
      readonly name: string;
      readonly tag: string;
      readonly file: string;
    }
  | ({ readonly kind: 'page' } & PageTarget)
  | {
      readonly kind: 'git';
      readonly owner: string;
      readonly name: string;
      readonly service: string;
      readonly query: URLSearchParams;
    };

const apiPrefixes = ['/api/v3', '/api/uploads', '/upload', '/uploads'];
const apiRoots = new Set([
  '',
  'repos',
  'repositories',
  'rate_limit',
  'user',
  'meta',
  'app',
  'installation',
]);
const gitPath = /^\/([^/]+)\/([^/]+?)(?:\.git)?\/(info\/refs|git-upload-pack|git-receive-pack)$/;
const pagePath = /^\/([^/]+)\/([^/]+)(?:\/(.*))?$/;
const downloadPath = /^\/([^/]+)\/([^/]+)\/releases\/download\/(.+)\/([^/]+)$/;

/**
 * Classifies a request target; anything unknown is an API path, which answers 404. `wantsPage` tells a
 * browser from a program.
 */
export function parseTarget(target: string, wantsPage = false): RequestTarget {
  const url = URL.parse(target, 'http://github.localhost');
  if (url === null) {
    return { kind: 'api', path: '/nowhere', query: new URLSearchParams(), prefix: null };
  }
  const prefix = prefixOf(url.pathname);
  const path = url.pathname.slice((prefix ?? '').length) || '/';
  if (path === '/graphql' || path === '/api/graphql') {
    return { kind: 'graphql' };
  }
  if (path.startsWith('/_emulator')) {
    return { kind: 'control', path: path.slice('/_emulator'.length), query: url.searchParams };
  }
  if (path.startsWith('/_storage/')) {
    return { kind: 'storage', path: path.slice('/_storage'.length), query: url.searchParams };
  }
  if (!apiRoots.has(path.split('/')[1] ?? '')) {
    const git = gitPath.exec(path);
    if (git !== null) {
      const [, owner = '', name = '', service = ''] = git;
      return { kind: 'git', owner, name, service, query: url.searchParams };
    }
    const download = downloadPath.exec(path)?.slice(1).map(decoded);
    if (download !== undefined) {
      const [owner = '', name = '', tag = '', file = ''] = download;
      return { kind: 'download', owner, name, tag, file };
    }
    const page = wantsPage ? pagePath.exec(path)?.slice(1).map(decoded) : undefined;
    if (page !== undefined) {
      const [owner = '', name = '', rest = ''] = page;
      return { kind: 'page', owner, name, rest };
    }
  }
  return { kind: 'api', path, query: url.searchParams, prefix };
}

function prefixOf(path: string): string | null {
  return apiPrefixes.find((known) => path === known || path.startsWith(`${known}/`)) ?? null;
}

function decoded(text = ''): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
