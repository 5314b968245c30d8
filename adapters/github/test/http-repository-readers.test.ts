// SPDX-License-Identifier: Apache-2.0
// What planning asks of a repository, and what is known of the credential it asks under.
import type { GitHubReply } from '@marketops/core';
import type { RepositoryReader } from '@marketops/engine';
import { describe, expect, test } from 'vitest';
import { HttpRepositoryReaders } from '../src/index.ts';
import { canaryToken, connect } from './support/connections.ts';
import { branchName, oid, repositoryOn, tagName } from './support/operations.ts';
import { pullRequestBody, releaseBody, repositoryBody } from './support/resources.ts';
import { answerJson, startServer } from './support/scripted-server.ts';

const repo = '/repos/octo-org/hello-world';

/** Answers of GitHub by `METHOD path`, without the query; everything else is 404. */
type Answers = Readonly<
  Record<string, { readonly body: unknown; readonly headers?: Record<string, string> }>
>;

interface Asked {
  readonly opened: GitHubReply<RepositoryReader | null>;
  readonly urls: readonly string[];
}

async function asking<T>(
  answers: Answers,
  use: (reader: RepositoryReader) => Promise<T>,
  credential: 'none' | 'token' = 'none',
): Promise<{ readonly result: T; readonly urls: readonly string[] }> {
  await using server = await startServer((seen, response) => {
    const known: Answers = { [repo]: { body: repositoryBody }, ...answers };
    const answer = known[seen.url.split('?')[0] ?? ''];
    if (answer === undefined) answerJson(response, 404, { message: 'Not Found' });
    else answerJson(response, 200, answer.body, answer.headers);
  });
  await using connection = connect(server.origin);
  const readers = new HttpRepositoryReaders(
    connection,
    credential === 'none' ? { kind: 'none' } : { kind: 'token', token: canaryToken() },
  );
  const opened = await readers.open(repositoryOn('127.0.0.1').fullName);
  if (!opened.ok || opened.value === null) throw new Error('the repository was expected to open');
  const result = await use(opened.value);
  return { result, urls: server.seen.map(({ url }) => url) };
}

async function opening(status: number, body: unknown): Promise<Asked> {
  await using server = await startServer((_seen, response) => answerJson(response, status, body));
  await using connection = connect(server.origin);
  const readers = new HttpRepositoryReaders(connection, { kind: 'none' });
  const opened = await readers.open(repositoryOn('127.0.0.1').fullName);
  return { opened, urls: server.seen.map(({ url }) => url) };
}

describe('opening a repository', () => {
  test('gives its numbers, its branch and its state', async () => {
    const { result } = await asking({}, async (reader) => ({
      identity: reader.identity,
      defaultBranch: reader.defaultBranch,
      archived: reader.archived,
    }));
    expect(result).toMatchObject({
      identity: { ownerId: 11, repositoryId: 42, fullName: 'octo-org/hello-world' },
      defaultBranch: 'main',
      archived: false,
    });
    expect(result.identity.host).toMatch(/^127\.0\.0\.1:[0-9]+$/);
  });

  test('gives null where GitHub says 404', async () => {
    const { opened } = await opening(404, { message: 'Not Found' });
    expect(opened).toMatchObject({ ok: true, value: null });
  });

  test('is a failure where it was renamed', async () => {
    const { opened, urls } = await opening(301, { message: 'Moved Permanently' });
    expect(opened).toMatchObject({ ok: false, failure: { status: 301 } });
    expect(urls).toEqual([repo]);
  });

  test('is a failure where its name is none', async () => {
    const { opened } = await opening(200, { ...repositoryBody, full_name: 'octo-org/..' });
    expect(opened).toMatchObject({ ok: false, failure: { body: 'wrong_shape' } });
  });
});

describe('the credential of a reader', () => {
  test('is none', async () => {
    const { result } = await asking({}, async (reader) => reader.credential);
    expect(result).toEqual({ kind: 'none', couldWrite: false, detail: 'anonymous' });
  });

  test.each([
    ['repo, read:org', true, true, 'scopes repo, read:org'],
    ['public_repo', true, true, 'scopes public_repo'],
    ['repo', false, false, 'scopes repo'],
    ['read:org', true, false, 'scopes read:org'],
    ['', true, false, 'no scopes'],
  ])('is a classic token with scopes %j, push %s', async (scopes, push, couldWrite, detail) => {
    const body = { ...repositoryBody, permissions: { push, admin: false } };
    const answers = { [repo]: { body, headers: { 'x-oauth-scopes': scopes } } };
    const { result } = await asking(answers, async (reader) => reader.credential, 'token');
    expect(result).toEqual({ kind: 'token', couldWrite, detail });
  });

  test.each([
    [{ push: true, admin: false }, true, 'permissions.push'],
    [{ push: false, admin: false }, false, 'no permissions.push'],
    [undefined, null, 'permissions unknown'],
  ])('is a fine-grained token with permissions %j', async (permissions, couldWrite, detail) => {
    const answers = { [repo]: { body: { ...repositoryBody, permissions } } };
    const { result } = await asking(answers, async (reader) => reader.credential, 'token');
    expect(result).toEqual({ kind: 'token', couldWrite, detail });
  });
});

describe('a tag', () => {
  const ref = (sha: string, type: string) => ({
    body: { ref: 'refs/tags/v1', object: { sha, type } },
  });
  const tagTo = (sha: string, object: { sha: string; type: string }) => ({
    body: { sha, tag: 'v1', message: 'm', object },
  });
  const readTag = async (reader: RepositoryReader) => reader.tag(tagName('v1'));

  test('that is absent is null', async () => {
    const { result } = await asking({}, readTag);
    expect(result).toMatchObject({ ok: true, value: null });
  });

  test('on a commit is lightweight', async () => {
    const answers = { [`${repo}/git/ref/tags/v1`]: ref(oid('a'), 'commit') };
    const { result } = await asking(answers, readTag);
    expect(result).toMatchObject({
      value: { oid: oid('a'), annotated: false, targetCommit: oid('a') },
    });
  });

  test('on a tag object, or on a tag of a tag, leads to its commit', async () => {
    const { result } = await asking(
      {
        [`${repo}/git/ref/tags/v1`]: ref(oid('e'), 'tag'),
        [`${repo}/git/tags/${oid('e')}`]: tagTo(oid('e'), { sha: oid('f'), type: 'tag' }),
        [`${repo}/git/tags/${oid('f')}`]: tagTo(oid('f'), { sha: oid('a'), type: 'commit' }),
      },
      readTag,
    );
    expect(result).toMatchObject({
      value: { oid: oid('e'), annotated: true, targetCommit: oid('a') },
    });
  });

  test('on a tree leads to no commit', async () => {
    const answers = { [`${repo}/git/ref/tags/v1`]: ref(oid('c'), 'tree') };
    const { result } = await asking(answers, readTag);
    expect(result).toMatchObject({ value: { annotated: false, targetCommit: null } });
  });

  test('that leads round in a circle leads to no commit', async () => {
    const { result, urls } = await asking(
      {
        [`${repo}/git/ref/tags/v1`]: ref(oid('e'), 'tag'),
        [`${repo}/git/tags/${oid('e')}`]: tagTo(oid('e'), { sha: oid('e'), type: 'tag' }),
      },
      readTag,
    );
    expect(result).toMatchObject({ value: { targetCommit: null } });
    expect(urls.length).toBeLessThan(10);
  });
});

describe('a branch', () => {
  const readBranch = async (reader: RepositoryReader) => reader.branch(branchName('main'));

  test('is its commit and its tree', async () => {
    const { result } = await asking(
      {
        [`${repo}/git/ref/heads/main`]: {
          body: { ref: 'refs/heads/main', object: { sha: oid('b'), type: 'commit' } },
        },
        [`${repo}/git/commits/${oid('b')}`]: {
          body: { sha: oid('b'), tree: { sha: oid('c') }, parents: [], message: 'm' },
        },
      },
      readBranch,
    );
    expect(result).toMatchObject({ ok: true, value: { commit: oid('b'), tree: oid('c') } });
  });

  test('that is absent is null', async () => {
    const { result } = await asking({}, readBranch);
    expect(result).toMatchObject({ ok: true, value: null });
  });

  test('that answers for another branch is a failure', async () => {
    const body = { ref: 'refs/heads/maintenance', object: { sha: oid('b'), type: 'commit' } };
    const { result } = await asking({ [`${repo}/git/ref/heads/main`]: { body } }, readBranch);
    expect(result).toMatchObject({ ok: false, failure: { body: 'wrong_shape' } });
  });
});

describe('an open pull request', () => {
  const readOpen = async (reader: RepositoryReader) =>
    reader.openPullRequest(branchName('docs/changes'));
  const pulls = (...body: readonly unknown[]) => ({ [`${repo}/pulls`]: { body } });

  test('from the branch is found among open ones', async () => {
    const { result, urls } = await asking(pulls(pullRequestBody), readOpen);
    expect(result).toMatchObject({ ok: true, value: { number: 9 } });
    expect(urls[1]).toContain('state=open');
  });

  test.each([
    ['a fork', { ...pullRequestBody.head, repo: { id: 43 } }],
    ['a fork that was deleted', { ...pullRequestBody.head, repo: null }],
    ['another branch', { ...pullRequestBody.head, ref: 'docs/changes-2' }],
  ])('from %s is another', async (_name, head) => {
    const { result } = await asking(pulls({ ...pullRequestBody, head }), readOpen);
    expect(result).toMatchObject({ ok: true, value: null });
  });
});

test('a published release is found by its tag', async () => {
  const body = { ...releaseBody('http://127.0.0.1'), draft: false };
  const { result } = await asking({ [`${repo}/releases/tags/v1.0.0`]: { body } }, async (reader) =>
    reader.publishedRelease(tagName('v1.0.0')),
  );
  expect(result).toMatchObject({ ok: true, value: { releaseId: 5, draft: false } });
});
