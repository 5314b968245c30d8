// SPDX-License-Identifier: Apache-2.0
// A GitHub App's token is made for one operation, one repository and the least permissions, and is
// revoked when the operation ends. A token that opens more is never used.
import { createPublicKey, verify } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { canaryText, connect } from '../support/connections.ts';
import { oid, pullRequestOperation } from '../support/operations.ts';
import { type SeenRequest } from '../support/scripted-server.ts';
import {
  asked,
  bot,
  mint,
  open,
  pair,
  requestsOf,
  revoke,
  startApp,
  tokenOf,
} from '../support/app-server.ts';

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
