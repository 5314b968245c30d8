// SPDX-License-Identifier: Apache-2.0
// A GitHub App's token is made for one operation, one repository and the least permissions, and is
// revoked when the operation ends. A token that opens more is never used.
import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import type { Operation } from '@marketops/core';
import type { GitHubSession } from '@marketops/publisher';
import { describe, expect, test } from 'vitest';
import {
  HttpGitHubReaders,
  HttpGitHubSessions,
  parseGitHubApp,
  type GitHubApp,
  type GitHubConnection,
} from '../../src/index.ts';
import { canaryText, connect } from '../support/connections.ts';
import { everyFormOf } from '../support/forms.ts';
import {
  must,
  oid,
  pullRequestOperation,
  repositoryOn,
  tagOperation,
} from '../support/operations.ts';
import { refBody, repositoryBody } from '../support/resources.ts';
import {
  answerJson,
  startServer,
  type ScriptedServer,
  type SeenRequest,
} from '../support/scripted-server.ts';

const pair = generateKeyPairSync('rsa', {
  modulusLength: 2_048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
});
const app: GitHubApp = must(parseGitHubApp('1234', pair.privateKey));

/** What a test changes of GitHub's behaviour. */
interface Changes {
  readonly installation?: Record<string, unknown>;
  readonly token?: Record<string, unknown>;
  readonly mintStatus?: number;
  readonly botStatus?: number;
}

async function startApp(changes: Changes = {}): Promise<ScriptedServer> {
  let minted = 0;
  return startServer((seen, response) => {
    const path = seen.url.split('?')[0] ?? '';
    if (path === '/repos/octo-org/hello-world/installation') {
      return answerJson(response, 200, {
        id: 77,
        account: { id: 11 },
        app_slug: 'marketops-app',
        permissions: { contents: 'write', metadata: 'read', pull_requests: 'write' },
        suspended_at: null,
        ...changes.installation,
      });
    }
    if (path === '/app/installations/77/access_tokens') {
      minted += 1;
      const asked = JSON.parse(seen.body.toString()) as { permissions: unknown };
      if (changes.mintStatus !== undefined && minted > 1) {
        return answerJson(response, changes.mintStatus, { message: 'Server Error' });
      }
      return answerJson(response, 201, {
        token: `${canaryText}_${minted}`,
        expires_at: '2026-11-23T07:00:00Z',
        permissions: asked.permissions,
        repository_selection: 'selected',
        repositories: [{ id: 42, full_name: 'octo-org/hello-world' }],
        ...changes.token,
      });
    }
    if (path === '/users/marketops-app%5Bbot%5D') {
      return answerJson(response, changes.botStatus ?? 200, { id: 99, message: 'x' });
    }
    if (path === '/installation/token') return response.writeHead(204).end();
    if (seen.method === 'POST') return answerJson(response, 201, refBody);
    return answerJson(response, 200, repositoryBody);
  });
}

async function open(connection: GitHubConnection, operation?: Operation): Promise<GitHubSession> {
  const { host } = connection.channelSettings.endpoint;
  const sessions = new HttpGitHubSessions(connection, { kind: 'app', app });
  const opened = await sessions.open(operation ?? tagOperation(host));
  if (!opened.ok) throw new Error(opened.failure.detail);
  return opened.value;
}

const asked = ({ method, url }: SeenRequest): string => `${method} ${url}`;
const tokenOf = ({ headers }: SeenRequest): string => headers.authorization?.slice(7) ?? '';
const requestsOf = (server: ScriptedServer, request: string): readonly SeenRequest[] =>
  server.seen.filter((seen) => asked(seen) === request);

const mint = 'POST /app/installations/77/access_tokens';
const revoke = 'DELETE /installation/token';
const bot = 'GET /users/marketops-app%5Bbot%5D';

describe('a session under a GitHub App', () => {
  test('makes one token, works under it, and revokes it when it closes', async () => {
    await using server = await startApp();
    await using connection = connect(server.origin);
    const session = await open(connection);
    expect(await session.actorId()).toMatchObject({ ok: true, value: 99 });
    await session.createRef('refs/tags/v1.0.0', oid('a'));
    await session.close();
    await session.close();
    expect(server.seen.map(asked)).toEqual([
      'GET /repos/octo-org/hello-world/installation',
      mint,
      bot,
      'POST /repos/octo-org/hello-world/git/refs',
      revoke,
    ]);
    const [, , asBot, write, revoked] = server.seen.map(tokenOf);
    expect([asBot, write, revoked]).toEqual(Array.from({ length: 3 }, () => `${canaryText}_1`));
  });

  test('makes its token for the one repository, by number', async () => {
    await using server = await startApp();
    await using connection = connect(server.origin);
    await open(connection);
    const [request] = requestsOf(server, mint);
    expect(JSON.parse(request?.body.toString() ?? '')).toEqual({
      repository_ids: [42],
      permissions: { contents: 'write', metadata: 'read' },
    });
  });

  test.each([
    ['docs/guide.md', { contents: 'write', metadata: 'read', pull_requests: 'write' }],
    [
      '.github/workflows/build.yml',
      { contents: 'write', metadata: 'read', pull_requests: 'write', workflows: 'write' },
    ],
  ])('asks for what a pull request that changes %s needs', async (path, permissions) => {
    await using server = await startApp();
    await using connection = connect(server.origin);
    await open(connection, pullRequestOperation(`127.0.0.1:${server.port}`, path));
    const [request] = requestsOf(server, mint);
    expect(JSON.parse(request?.body.toString() ?? '')).toMatchObject({ permissions });
  });

  test('proves itself by a token of nine minutes that its public key verifies', async () => {
    await using server = await startApp();
    await using connection = connect(server.origin);
    await open(connection);
    const [header = '', claims = '', signature = ''] = tokenOf(
      server.seen[0] ?? ({ headers: {} } as SeenRequest),
    ).split('.');
    const decode = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString());
    const nowSeconds = Date.parse('2026-11-23T06:00:00Z') / 1_000;
    expect(decode(header)).toEqual({ alg: 'RS256', typ: 'JWT' });
    expect(decode(claims)).toEqual({ iss: '1234', iat: nowSeconds - 60, exp: nowSeconds + 540 });
    const bytes = Buffer.from(`${header}.${claims}`);
    const key = createPublicKey(pair.publicKey);
    expect(verify('sha256', bytes, key, Buffer.from(signature, 'base64url'))).toBe(true);
  });

  test('renews once for all who ask at once, works under the new token, revokes both', async () => {
    await using server = await startApp();
    await using connection = connect(server.origin);
    const session = await open(connection);
    const before = session.tokenSha256;
    const replies = await Promise.all([session.renew(), session.renew(), session.renew()]);
    expect(replies.every((reply) => reply.ok)).toBe(true);
    expect(requestsOf(server, mint)).toHaveLength(2);
    expect(session.tokenSha256).not.toBe(before);
    await session.createRef('refs/tags/v1.0.0', oid('a'));
    expect(tokenOf(server.seen.at(-1) ?? (server.seen[0] as SeenRequest))).toBe(`${canaryText}_2`);
    await session.close();
    expect(requestsOf(server, revoke).map(tokenOf).toSorted()).toEqual([
      `${canaryText}_1`,
      `${canaryText}_2`,
    ]);
    expect(await session.renew()).toMatchObject({ ok: false, failure: { sent: 'no' } });
  });

  test('revokes a token that a renewal brings while it closes', async () => {
    await using server = await startApp();
    await using connection = connect(server.origin);
    const session = await open(connection);
    await Promise.all([session.renew(), session.close()]);
    expect(requestsOf(server, revoke)).toHaveLength(2);
  });

  test('keeps its token where a renewal fails', async () => {
    await using server = await startApp({ mintStatus: 503 });
    await using connection = connect(server.origin);
    const session = await open(connection);
    const before = session.tokenSha256;
    expect(await session.renew()).toMatchObject({ ok: false, failure: { status: 503 } });
    expect(session.tokenSha256).toBe(before);
  });

  test('does without knowing its bot where GitHub does not show it', async () => {
    await using server = await startApp({ botStatus: 404 });
    await using connection = connect(server.origin);
    const session = await open(connection);
    expect(await session.actorId()).toMatchObject({ ok: true, value: null });
  });

  test('says so where it could not ask for its bot, and asks again', async () => {
    await using server = await startApp({ botStatus: 503 });
    await using connection = connect(server.origin);
    const session = await open(connection);
    for (const _ of ['once', 'again']) {
      expect(await session.actorId()).toMatchObject({ ok: false, failure: { status: 503 } });
    }
    expect(requestsOf(server, bot)).toHaveLength(2);
    await session.close();
    expect(requestsOf(server, revoke)).toHaveLength(1);
  });

  test('closes without complaint when GitHub is gone', async () => {
    const server = await startApp();
    await using connection = connect(server.origin);
    const session = await open(connection);
    await server.close();
    await expect(session.close()).resolves.toBeUndefined();
  });
});

describe('a session under a GitHub App is not opened', () => {
  test.each<[string, Changes]>([
    [
      'where its token opens another repository too',
      {
        token: {
          repositories: [
            { id: 42, full_name: 'octo-org/hello-world' },
            { id: 43, full_name: 'octo-org/other' },
          ],
        },
      },
    ],
    [
      'where its token opens another repository',
      {
        token: { repositories: [{ id: 43, full_name: 'octo-org/hello-world' }] },
      },
    ],
    ['where its token opens none', { token: { repositories: [] } }],
    [
      'where its token may do more',
      {
        token: { permissions: { contents: 'write', metadata: 'read', administration: 'write' } },
      },
    ],
    [
      'where its token may do it at a higher level',
      {
        token: { permissions: { contents: 'admin', metadata: 'read' } },
      },
    ],
  ])('%s, and that token is revoked', async (_name, changes) => {
    await using server = await startApp(changes);
    await using connection = connect(server.origin);
    await expect(open(connection)).rejects.toThrow('opens more than was asked for');
    expect(requestsOf(server, revoke).map(tokenOf)).toEqual([`${canaryText}_1`]);
    expect(server.seen).toHaveLength(3);
  });

  test('where its token does not say what it opens', async () => {
    await using server = await startApp({ token: { repositories: undefined } });
    await using connection = connect(server.origin);
    await expect(open(connection)).rejects.toThrow('201 wrong_shape');
  });

  test('where the App is suspended', async () => {
    await using server = await startApp({ installation: { suspended_at: '2026-01-01T00:00:00Z' } });
    await using connection = connect(server.origin);
    await expect(open(connection)).rejects.toThrow('suspended');
    expect(requestsOf(server, mint)).toEqual([]);
  });

  test('where the App is installed for another owner', async () => {
    await using server = await startApp({ installation: { account: { id: 12 } } });
    await using connection = connect(server.origin);
    await expect(open(connection)).rejects.toThrow('installed for account 12, not 11');
    expect(requestsOf(server, mint)).toEqual([]);
  });
});

describe('a reader under a GitHub App', () => {
  test('has a token that only reads, and gives it back', async () => {
    await using server = await startApp();
    await using connection = connect(server.origin);
    const readers = new HttpGitHubReaders(connection, { kind: 'app', app });
    const opened = await readers.openReader(repositoryOn(`127.0.0.1:${server.port}`));
    if (!opened.ok) throw new Error(opened.failure.detail);
    expect(await opened.value.repository()).toMatchObject({ ok: true });
    const [request] = requestsOf(server, mint);
    expect(JSON.parse(request?.body.toString() ?? '')).toMatchObject({
      permissions: { contents: 'read', pull_requests: 'read', metadata: 'read' },
    });
    await readers.close();
    expect(requestsOf(server, revoke)).toHaveLength(1);
  });

  test('does without pull requests where the App has not been granted them', async () => {
    await using server = await startApp({
      installation: { permissions: { contents: 'write', metadata: 'read' } },
    });
    await using connection = connect(server.origin);
    const readers = new HttpGitHubReaders(connection, { kind: 'app', app });
    await readers.openReader(repositoryOn(`127.0.0.1:${server.port}`));
    const [request] = requestsOf(server, mint);
    expect(JSON.parse(request?.body.toString() ?? '')).toMatchObject({
      permissions: { contents: 'read', metadata: 'read' },
    });
  });
});

describe('a GitHub App’s key', () => {
  test('is read as GitHub gives it out', () => {
    expect(parseGitHubApp('1234', pair.privateKey).ok).toBe(true);
    expect(parseGitHubApp('Iv23liAbCdEf01234567', pair.privateKey).ok).toBe(true);
  });

  test.each([
    ['an id that is none', 'x', pair.privateKey, '/appId'],
    ['a key that is none', '1234', 'nonsense'.repeat(20), '/privateKey'],
    ['a public key', '1234', pair.publicKey, '/privateKey'],
    [
      'a key of another kind',
      '1234',
      generateKeyPairSync('ed25519', {
        publicKeyEncoding: { type: 'spki', format: 'pem' },
        privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      }).privateKey,
      '/privateKey',
    ],
  ])('is refused: %s', (_name, appId, pem, path) => {
    const parsed = parseGitHubApp(appId, pem);
    expect(parsed).toMatchObject({ ok: false, problem: { path } });
    expect(everyFormOf(parsed)).not.toContain(pem.slice(40, 80));
  });

  test('does not show, nor does any token that is made by it', async () => {
    await using server = await startApp();
    await using connection = connect(server.origin);
    const sessions = new HttpGitHubSessions(connection, { kind: 'app', app });
    const session = await open(connection);
    const forms = everyFormOf([app, sessions, session, connection]);
    expect(forms).not.toContain(canaryText);
    expect(forms).not.toContain(pair.privateKey.split('\n')[3]);
  });
});
