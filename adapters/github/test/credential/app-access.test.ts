// SPDX-License-Identifier: Apache-2.0
// Where a GitHub App is given no token, what its readers are given, and which keys it may have.
import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { HttpGitHubReaders, HttpGitHubSessions, parseGitHubApp } from '../../src/index.ts';
import { canaryText, connect } from '../support/connections.ts';
import { everyFormOf } from '../support/forms.ts';
import { repositoryOn } from '../support/operations.ts';
import {
  app,
  mint,
  open,
  pair,
  requestsOf,
  revoke,
  startApp,
  type Changes,
  tokenOf,
} from '../support/app-server.ts';

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
