// SPDX-License-Identifier: Apache-2.0
// What each method of the port asks of GitHub, word for word, and what it makes of a good answer.
import type { GitHubReply } from '@marketops/core';
import type { GitHubSession } from '@marketops/publisher';
import { describe, expect, test } from 'vitest';
import { HttpGitHubSessions } from '../src/index.ts';
import { canaryText, canaryToken, connect, openSession } from './support/connections.ts';
import { branchName, oid, tagOperation } from './support/operations.ts';
import { assetBody, pullRequestBody, refBody, repositoryBody } from './support/resources.ts';
import { answerJson, startServer } from './support/scripted-server.ts';
import { call, commitBody, draft, repo, tagBody, treeBody } from './support/one-call.ts';

describe('reads', () => {
  const page = 'per_page=100&page=2';
  test.each<[string, (session: GitHubSession) => Promise<GitHubReply<unknown>>, string, unknown]>([
    ['repository', async (s) => s.repository(), '/repositories/42', repositoryBody],
    ['ref', async (s) => s.ref('refs/tags/v1.0.0'), `${repo}/git/ref/tags/v1.0.0`, refBody],
    ['commit', async (s) => s.commit(oid('d')), `${repo}/git/commits/${oid('d')}`, commitBody],
    ['tagObject', async (s) => s.tagObject(oid('e')), `${repo}/git/tags/${oid('e')}`, tagBody],
    ['tree', async (s) => s.tree(oid('c')), `${repo}/git/trees/${oid('c')}`, treeBody],
    ['releases', async (s) => s.releases(2), `${repo}/releases?per_page=30&page=2`, [draft]],
    ['release', async (s) => s.release(5), `${repo}/releases/5`, draft],
    ['releaseByTag', async (s) => s.releaseByTag('v1.0.0'), `${repo}/releases/tags/v1.0.0`, draft],
    ['assets', async (s) => s.assets(5, 2), `${repo}/releases/5/assets?${page}`, [assetBody]],
    ['asset', async (s) => s.asset(7), `${repo}/releases/assets/7`, assetBody],
    [
      'immutableReleases',
      async (s) => s.immutableReleases(),
      `${repo}/immutable-releases`,
      { enabled: true, enforced_by_owner: false },
    ],
    [
      'pullRequests',
      async (s) => s.pullRequests(branchName('docs/changes'), 2),
      `${repo}/pulls?state=all&head=octo-org%3Adocs%2Fchanges&${page}`,
      [pullRequestBody],
    ],
    ['pullRequest', async (s) => s.pullRequest(9), `${repo}/pulls/9`, pullRequestBody],
    [
      'pullRequestFiles',
      async (s) => s.pullRequestFiles(9, 2),
      `${repo}/pulls/9/files?${page}`,
      [{ filename: 'README.md', status: 'modified', sha: oid('f') }],
    ],
  ])('%s is one GET', async (_name, use, url, body) => {
    const { reply, asked } = await call(use, { status: 200, body });
    expect(reply).toMatchObject({ ok: true, status: 200 });
    expect(asked).toMatchObject({ method: 'GET', url });
    expect(asked.body.length).toBe(0);
  });

  test('a branch whose name has parts keeps its slashes, and a tag in one part does not', async () => {
    const branch = { ...refBody, ref: 'refs/heads/docs/a+b' };
    const { asked } = await call(async (s) => s.ref('refs/heads/docs/a+b'), {
      status: 200,
      body: branch,
    });
    expect(asked.url).toBe(`${repo}/git/ref/heads/docs/a%2Bb`);
    const tagged = await call(async (s) => s.releaseByTag('pkg/v1'), {
      status: 200,
      body: { ...draft, tag_name: 'pkg/v1' },
    });
    expect(tagged.asked.url).toBe(`${repo}/releases/tags/pkg%2Fv1`);
  });

  test.each([
    [200, 'application/json; charset=utf-8', { ok: true, value: true }],
    [404, 'application/json; charset=utf-8', { ok: true, value: false }],
    [404, 'text/html', { ok: false, failure: { status: 404 } }],
    [403, 'application/json', { ok: false, failure: { status: 403 } }],
  ])('blobExists is one HEAD: %i %s', async (status, type, expected) => {
    const { reply, asked } = await call(async (s) => s.blobExists(oid('f')), {
      status,
      body: null,
      headers: { 'content-type': type },
    });
    expect(asked).toMatchObject({ method: 'HEAD', url: `${repo}/git/blobs/${oid('f')}` });
    expect(reply).toMatchObject(expected);
  });

  test('a value is reduced to what decides', async () => {
    const { reply } = await call(async (s) => s.release(5), {
      status: 200,
      body: draft,
      headers: { 'x-github-request-id': 'ABCD:1', 'x-ratelimit-remaining': '41' },
    });
    expect(reply).toEqual({
      ok: true,
      status: 200,
      requestId: 'ABCD:1',
      rateLimit: { limit: null, remaining: 41, resetAtSeconds: null, retryAfterSeconds: null },
      value: {
        releaseId: 5,
        tagName: 'v1.0.0',
        targetCommitish: oid('a'),
        name: 'Version 1.0.0',
        body: 'Notes',
        draft: true,
        prerelease: false,
        immutable: false,
        authorId: 3,
        htmlUrl: 'https://github.com/octo-org/hello-world/releases/tag/v1.0.0',
        uploadUrl: `http://127.0.0.1${repo}/releases/5/assets{?name,label}`,
        assets: [
          {
            assetId: 7,
            name: 'hello.tgz',
            state: 'uploaded',
            size: 5,
            contentType: 'application/gzip',
            digest: `sha256:${'0'.repeat(64)}`,
          },
        ],
      },
    });
  });
});

describe('every request', () => {
  test('says its API version, what it accepts, who asks, and the token in one header', async () => {
    const { asked } = await call(async (s) => s.createRef('refs/tags/v1.0.0', oid('a')), {
      status: 201,
      body: refBody,
    });
    expect(asked.headers).toMatchObject({
      'x-github-api-version': '2022-11-28',
      accept: 'application/vnd.github+json',
      'user-agent': 'marketops/0.1.0',
      authorization: `Bearer ${canaryText}`,
      'content-type': 'application/json',
    });
    const elsewhere = JSON.stringify({ ...asked.headers, authorization: '' });
    expect(`${elsewhere}${asked.url}${asked.body.toString()}`).not.toContain(canaryText);
  });
});

describe('a session', () => {
  test('knows who acts and names its token by its digest', async () => {
    await using server = await startServer((_seen, response) => {
      answerJson(response, 200, { id: 3 });
    });
    await using connection = connect(server.origin);
    const session = await openSession(connection);
    expect(await session.actorId()).toMatchObject({ ok: true, value: 3 });
    expect(session.tokenSha256).toBe(canaryToken().sha256);
  });

  test('does not know who acts where the token may not ask', async () => {
    await using server = await startServer((_seen, response) => {
      answerJson(response, 403, { message: 'Resource not accessible by integration' });
    });
    await using connection = connect(server.origin);
    const session = await openSession(connection);
    expect(await session.actorId()).toMatchObject({ ok: true, value: null });
  });

  test('is not opened for another host', async () => {
    await using server = await startServer((_seen, response) => {
      answerJson(response, 200, { id: 3 });
    });
    await using connection = connect(server.origin);
    const sessions = new HttpGitHubSessions(connection, { kind: 'token', token: canaryToken() });
    const reply = await sessions.open(tagOperation('github.com'));
    expect(reply).toMatchObject({ ok: false, failure: { sent: 'no' } });
    expect(server.seen).toEqual([]);
  });

  test('does not know who acts where the token is refused, which is no answer', async () => {
    await using server = await startServer((_seen, response) => {
      answerJson(response, 401, { message: 'Bad credentials' });
    });
    await using connection = connect(server.origin);
    await expect(openSession(connection)).rejects.toThrow('401 json');
  });

  test('sends nothing once it is closed', async () => {
    await using server = await startServer((_seen, response) => {
      answerJson(response, 200, { id: 3 });
    });
    await using connection = connect(server.origin);
    const session = await openSession(connection);
    await session.close();
    const reply = await session.createRef('refs/tags/v1.0.0', oid('a'));
    expect(reply).toMatchObject({ ok: false, failure: { sent: 'no' } });
    expect(server.seen).toHaveLength(1);
  });

  test('under a plain token cannot be renewed', async () => {
    await using server = await startServer((_seen, response) => {
      answerJson(response, 200, { id: 3 });
    });
    await using connection = connect(server.origin);
    const session = await openSession(connection);
    expect(await session.renew()).toMatchObject({ ok: false, failure: { sent: 'no' } });
  });
});
