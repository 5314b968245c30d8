// SPDX-License-Identifier: Apache-2.0
// A proxy that is set is used, for reads, writes and uploads, and never passed by; certificates are
// verified whatever the environment says, and an authority of one's own can be added.
import { Buffer } from 'node:buffer';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { digestOfBytes } from '@marketops/core';
import type { GitHubSession } from '@marketops/publisher';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GitHubConnection, HttpGitHubSessions, readNetworkSettings } from '../../src/index.ts';
import { canaryText, canaryToken, endpointAt, testClock } from '../support/connections.ts';
import { startProxy } from '../support/connect-proxy.ts';
import { everyFormOf } from '../support/forms.ts';
import { must, oid, tagOperation } from '../support/operations.ts';
import { assetBody, refBody, repositoryBody } from '../support/resources.ts';
import { answerJson, startServer, type Script } from '../support/scripted-server.ts';
import { selfSigned } from '../support/self-signed.ts';
import type { Environment } from '../../src/http/network-settings.ts';

const tls = selfSigned('github.example');
const api = 'https://github.example/api/v3';

const answering: Script = (seen, response) => {
  if (seen.url.endsWith('/user')) return answerJson(response, 200, { id: 3 });
  if (seen.url.startsWith('/api/uploads/')) return answerJson(response, 201, assetBody);
  if (seen.method === 'POST') return answerJson(response, 201, refBody);
  return answerJson(response, 200, repositoryBody);
};

function connectionUnder(environment: Environment, url = api): GitHubConnection {
  return new GitHubConnection({
    endpoint: endpointAt(url, url === api ? 'https://github.example/api/uploads' : url),
    network: { ...must(readNetworkSettings(environment)), extraCertificates: [tls.cert] },
    version: '0.1.0',
    clock: testClock(),
  });
}

async function openSession(connection: GitHubConnection): Promise<GitHubSession> {
  const sessions = new HttpGitHubSessions(connection, { kind: 'token', token: canaryToken() });
  const opened = await sessions.open(tagOperation(connection.channelSettings.endpoint.host));
  if (!opened.ok) throw new Error(opened.failure.detail);
  const actor = await opened.value.actorId();
  if (!actor.ok) throw new Error(`${actor.failure.sent} ${actor.failure.detail}`);
  return opened.value;
}

async function* hello(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('hello');
}

describe('through a proxy', () => {
  test('go reads, writes and uploads, each in a tunnel that the proxy cannot read', async () => {
    await using server = await startServer(answering, tls);
    await using proxy = await startProxy(server.port);
    await using connection = connectionUnder({ HTTPS_PROXY: proxy.url });
    const session = await openSession(connection);
    expect(await session.repository()).toMatchObject({ ok: true });
    expect(await session.createRef('refs/tags/v1.0.0', oid('a'))).toMatchObject({ ok: true });
    const upload = {
      releaseId: 5,
      uploadUrl:
        'https://github.example/api/uploads/repos/octo-org/hello-world/releases/5/assets{?name}',
      name: 'hello.tgz',
      mediaType: 'application/gzip',
      size: 5,
      sha256: digestOfBytes(Buffer.from('hello')),
      content: hello(),
    };
    expect(await session.uploadAsset(upload)).toMatchObject({ ok: true });
    expect(server.seen).toHaveLength(4);
    expect(server.connections()).toBe(proxy.tunnels.length);
    expect(new Set(proxy.tunnels.map(({ target }) => target))).toEqual(
      new Set(['github.example:443']),
    );
    expect(proxy.untunnelled).toEqual([]);
    const readable = proxy.tunnels.map(({ bytes, authorization }) => `${bytes}${authorization}`);
    expect(readable.join('')).not.toContain(canaryText);
  });

  test.each(['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'])(
    'that %s names',
    async (name) => {
      await using server = await startServer(answering, tls);
      await using proxy = await startProxy(server.port);
      await using connection = connectionUnder({ [name]: proxy.url });
      await openSession(connection);
      expect(proxy.tunnels).toHaveLength(1);
    },
  );

  test('with a password that nothing shows', async () => {
    await using server = await startServer(answering, tls);
    await using proxy = await startProxy(server.port);
    const url = `http://alice:proxy-password@127.0.0.1:${proxy.port}`;
    const environment = { HTTPS_PROXY: url };
    await using connection = connectionUnder(environment);
    const session = await openSession(connection);
    expect(proxy.tunnels[0]?.authorization).toBe(
      `Basic ${Buffer.from('alice:proxy-password').toString('base64')}`,
    );
    const forms = everyFormOf([connection, session, readNetworkSettings(environment)]);
    expect(forms).not.toContain('proxy-password');
  });

  test.each([407, 403, 502])('that answers %i nothing is sent', async (status) => {
    await using server = await startServer(answering, tls);
    await using proxy = await startProxy(server.port, status);
    await using connection = connectionUnder({ HTTPS_PROXY: proxy.url });
    await expect(openSession(connection)).rejects.toThrow(`no proxy answered ${status}`);
    expect(server.connections()).toBe(0);
  });

  test('that is gone nothing is sent, and it is not passed by', async () => {
    await using server = await startServer(answering, tls);
    const proxy = await startProxy(server.port);
    await proxy[Symbol.asyncDispose]();
    const local = `https://127.0.0.1:${server.port}`;
    await using through = connectionUnder({ HTTPS_PROXY: proxy.url });
    await expect(openSession(through)).rejects.toThrow('no ECONNREFUSED');
    expect(server.connections()).toBe(0);
    // This machine itself is never behind a proxy.
    await using direct = connectionUnder({ HTTPS_PROXY: proxy.url }, local);
    await openSession(direct);
    expect(server.connections()).toBe(1);
  });

  test.each(['.example', '*.example', 'other.example github.example', 'github.example:443', '*'])(
    'go not those that NO_PROXY names: %s',
    async (noProxy) => {
      await using server = await startServer(answering, tls);
      await using proxy = await startProxy(server.port);
      await using connection = connectionUnder({ HTTPS_PROXY: proxy.url, NO_PROXY: noProxy });
      await expect(openSession(connection)).rejects.toThrow(/^no E[A-Z_]+$/);
      expect(proxy.tunnels).toEqual([]);
    },
  );

  test.each(['hub.example', 'github.example:8443', '192.0.2.0/24'])(
    'go all that NO_PROXY does not name: %s',
    async (noProxy) => {
      await using server = await startServer(answering, tls);
      await using proxy = await startProxy(server.port);
      await using connection = connectionUnder({ HTTPS_PROXY: proxy.url, NO_PROXY: noProxy });
      await openSession(connection);
      expect(proxy.tunnels).toHaveLength(1);
    },
  );
});

describe('settings of the network', () => {
  test('are refused where certificates would not be verified', () => {
    const parsed = readNetworkSettings({ NODE_TLS_REJECT_UNAUTHORIZED: '0' });
    expect(parsed).toMatchObject({
      ok: false,
      problem: { path: '/NODE_TLS_REJECT_UNAUTHORIZED' },
    });
  });

  test.each(['socks5://127.0.0.1:1', 'nonsense', '127.0.0.1:3128'])(
    'are refused where the proxy is %s, which is not shown',
    (proxy) => {
      const parsed = readNetworkSettings({ HTTPS_PROXY: proxy });
      expect(parsed).toMatchObject({ ok: false, problem: { path: '/HTTPS_PROXY' } });
      expect(everyFormOf(parsed)).not.toContain(proxy);
    },
  );

  test('are direct where no variable is set', () => {
    expect(readNetworkSettings({ HTTPS_PROXY: '' })).toEqual({
      ok: true,
      value: { proxy: null, noProxy: '', extraCertificates: [] },
    });
  });
});

describe('a certificate', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'marketops-tls-'));
    await writeFile(join(folder, 'ca.pem'), tls.cert);
  });
  afterAll(async () => rm(folder, { recursive: true }));

  /** What a process of its own says after one read of `origin` under `environment`. */
  async function readIn(environment: Environment, origin: string): Promise<string> {
    const script = new URL('../support/read-once.ts', import.meta.url).pathname;
    const { stdout } = await promisify(execFile)(process.execPath, [script, origin], {
      env: { ...environment },
    });
    return stdout.trim();
  }

  test('that nobody vouches for is refused before anything is sent', async () => {
    await using server = await startServer(answering, tls);
    expect(await readIn({}, server.origin)).toBe('no DEPTH_ZERO_SELF_SIGNED_CERT');
    expect(server.seen).toEqual([]);
  });

  test('is verified even where NODE_TLS_REJECT_UNAUTHORIZED says not to', async () => {
    await using server = await startServer(answering, tls);
    const environment = { NODE_TLS_REJECT_UNAUTHORIZED: '0' };
    expect(await readIn(environment, server.origin)).toBe('no DEPTH_ZERO_SELF_SIGNED_CERT');
    expect(server.seen).toEqual([]);
  });

  test('is accepted where NODE_EXTRA_CA_CERTS vouches for it', async () => {
    await using server = await startServer(answering, tls);
    const environment = { NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem') };
    expect(await readIn(environment, server.origin)).toBe('200');
  });

  test('is accepted where it was added, and for its own names alone', async () => {
    await using server = await startServer(answering, tls);
    await using connection = connectionUnder({}, server.origin);
    await openSession(connection);
    expect(server.seen).toHaveLength(1);
    await using named = connectionUnder({}, `https://localhost:${server.port}`);
    await expect(openSession(named)).rejects.toThrow('no ERR_TLS_CERT_ALTNAME_INVALID');
  });
});
