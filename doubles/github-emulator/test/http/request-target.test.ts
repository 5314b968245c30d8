// SPDX-License-Identifier: Apache-2.0
// What a request line leads to, and the links a client gets back depending on the way it came.

import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';

import { describe, expect, it } from 'vitest';

import { originsOf } from '../../src/http/request-origins.ts';
import { parseTarget } from '../../src/http/request-target.ts';

describe('a request target', () => {
  it('is read in absolute form and under the prefixes of GitHub Enterprise Server', () => {
    expect(parseTarget('http://api.github.localhost/repos/a/b')).toMatchObject({
      kind: 'api',
      path: '/repos/a/b',
      prefix: null,
    });
    expect(parseTarget('/api/v3/repos/a/b?x=1')).toMatchObject({
      path: '/repos/a/b',
      prefix: '/api/v3',
    });
    expect(parseTarget('/api/v3')).toMatchObject({ path: '/' });
    expect(parseTarget('/api/uploads/repos/a/b')).toMatchObject({ path: '/repos/a/b' });
    expect(parseTarget('/api/graphql').kind).toBe('graphql');
    expect(parseTarget('/_emulator/writes')).toMatchObject({ kind: 'control', path: '/writes' });
  });

  it('tells git, downloads and the API apart', () => {
    expect(parseTarget('/a/b.git/info/refs?service=git-upload-pack')).toMatchObject({
      kind: 'git',
      owner: 'a',
      name: 'b',
      service: 'info/refs',
    });
    expect(parseTarget('/a/b/git-receive-pack')).toMatchObject({ kind: 'git', name: 'b' });
    expect(parseTarget('/a/b/releases/download/v1/x%2Fy/f%20g')).toMatchObject({
      kind: 'download',
      tag: 'v1/x/y',
      file: 'f g',
    });
    expect(parseTarget('/a/b/releases/download/v1/%zz')).toMatchObject({ file: '%zz' });
    expect(parseTarget('/repos/a/b/releases/download/x/y').kind).toBe('api');
    expect(parseTarget('/nowhere').kind).toBe('api');
  });
});

describe('links in answers', () => {
  const base = {
    api: 'http://127.0.0.1:1',
    upload: 'http://127.0.0.1:2',
    web: 'http://127.0.0.1:1',
  };
  const origins = (host: string, prefix: string | null) => {
    const incoming = new IncomingMessage(new Socket());
    incoming.headers.host = host;
    return originsOf(incoming, prefix, base);
  };

  it('follow the host and the prefix that the client used', () => {
    expect(origins('127.0.0.1:1', null)).toEqual(base);
    expect(origins('127.0.0.1:1', '/api/v3')).toEqual({
      api: 'http://127.0.0.1:1/api/v3',
      upload: 'http://127.0.0.1:1/api/uploads',
      web: 'http://127.0.0.1:1',
    });
    expect(origins('api.github.localhost', null)).toEqual({
      api: 'http://api.github.localhost',
      upload: 'http://uploads.github.localhost',
      web: 'http://github.localhost',
    });
    expect(origins('ghes.example.org', '/api/v3').upload).toBe(
      'http://ghes.example.org/api/uploads',
    );
  });
});
