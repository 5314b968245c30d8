// SPDX-License-Identifier: Apache-2.0
// Traffic that was recorded from api.github.com comes through GitHubClient: over real HTTP, through
// the same strict parser and the same readers as in production.
import { Buffer } from 'node:buffer';
import {
  digestOfBytes,
  isJsonObject,
  parseRepositoryName,
  parseStrictJson,
  type GitHubReply,
  type RepositoryName,
} from '@marketops/core';
import { describe, expect, test } from 'vitest';
import { ApiChannel } from '../src/api/api-channel.ts';
import { readNextPage } from '../src/api/answer-headers.ts';
import { AnonymousCredentials } from '../src/credential/anonymous-credentials.ts';
import { GitHubClient, HttpRepositoryReaders } from '../src/index.ts';
import { listReader } from '../src/resource-readers/fields.ts';
import { readCommit, readRef } from '../src/resource-readers/git.ts';
import { readRepository } from '../src/resource-readers/repository.ts';
import { canaryToken, connect } from './support/connections.ts';
import { must, oid, repositoryOn } from './support/operations.ts';
import {
  bodyOf,
  recordedHeader,
  recordedTraffic,
  replay,
  type RecordedExchange,
} from './support/recorded-traffic.ts';
import type { GitHubConnection } from '../src/index.ts';
import type { ScriptedServer } from './support/scripted-server.ts';

const uploaded = Buffer.from('Hello, world!\n');
const jsonLimits = { bytesMax: 16_777_216, depthMax: 64, numbers: 'finite' } as const;

function valueOf<T>(reply: GitHubReply<T>): T {
  if (reply.ok) return reply.value;
  throw new Error(`${reply.failure.detail} ${reply.failure.message}`);
}

function fullNameOf(recorded: readonly RecordedExchange[]): RepositoryName {
  const [, name = ''] =
    recorded.map(({ path }) => /^\/repos\/([^/]+\/[^/?]+)/.exec(path)).find((match) => match) ?? [];
  return must(parseRepositoryName(name));
}

/** A client of the repository that was recorded. */
async function clientOf(
  connection: GitHubConnection,
  recorded: readonly RecordedExchange[],
  repositoryId = 42,
): Promise<GitHubClient> {
  const { channelSettings } = connection;
  const repository = {
    ...repositoryOn(channelSettings.endpoint.host),
    repositoryId,
    fullName: fullNameOf(recorded),
  };
  const credential = valueOf(await new AnonymousCredentials().open(repository, { kind: 'read' }));
  const channel = new ApiChannel(channelSettings, () => canaryToken());
  return new GitHubClient({ channel, repository, credential });
}

async function* chunks(content: Uint8Array): AsyncGenerator<Uint8Array> {
  yield content;
}

function uploadTo(uploadUrl: string, releaseId: number) {
  return {
    releaseId,
    uploadUrl,
    name: 'test-upload.txt',
    mediaType: 'text/plain',
    size: uploaded.length,
    sha256: digestOfBytes(uploaded),
    content: chunks(uploaded),
  };
}

interface Replayed {
  readonly client: GitHubClient;
  readonly server: ScriptedServer;
  readonly recorded: readonly RecordedExchange[];
}

async function replaying<T>(
  scenario: string,
  use: (replayed: Replayed) => Promise<T>,
  repositoryId?: number,
): Promise<T> {
  const recorded = await recordedTraffic(scenario);
  await using server = await replay(recorded);
  await using connection = connect(server.origin);
  const client = await clientOf(connection, recorded, repositoryId);
  return await use({ client, server, recorded });
}

test('a release is made, found by its tag, given an asset, listed, and the asset deleted', async () => {
  await replaying('release-assets', async ({ client, server }) => {
    const made = valueOf(
      await client.createRelease({
        tagName: 'v1.0.0',
        targetCommitish: oid('b'),
        name: 'Version 1.0.0',
        body: 'Initial release',
        draft: false,
        prerelease: false,
        makeLatest: 'legacy',
      }),
    );
    expect(made).toMatchObject({
      releaseId: 72_286_832,
      tagName: 'v1.0.0',
      draft: false,
      immutable: false,
      assets: [],
    });
    const found = valueOf(await client.releaseByTag('v1.0.0'));
    expect(found).toMatchObject({ releaseId: made.releaseId, authorId: made.authorId });
    expect(made.uploadUrl.startsWith(server.origin)).toBe(true);
    const asset = valueOf(await client.uploadAsset(uploadTo(made.uploadUrl, made.releaseId)));
    expect(asset).toMatchObject({ name: 'test-upload.txt', state: 'uploaded', size: 14 });
    const listed = valueOf(await client.assets(made.releaseId, 1));
    expect(listed).toEqual({ items: [asset], nextPage: null });
    expect(valueOf(await client.asset(asset.assetId))).toEqual(asset);
    expect(await client.deleteAsset(asset.assetId)).toMatchObject({ ok: true, status: 204 });
  });
});

test('an asset that exists is a 422 that names the field', async () => {
  await replaying('release-assets-conflict', async ({ client }) => {
    const found = valueOf(await client.releaseByTag('v1.0.0'));
    if (found === null) throw new Error('the recorded release was expected');
    const target = uploadTo(found.uploadUrl, found.releaseId);
    const first = valueOf(await client.uploadAsset(target));
    const second = await client.uploadAsset({ ...target, content: chunks(uploaded) });
    expect(second).toMatchObject({
      ok: false,
      failure: {
        status: 422,
        body: 'json',
        message: 'Validation Failed',
        errors: [{ resource: 'ReleaseAsset', code: 'already_exists', field: 'name' }],
      },
    });
    expect(second.ok ? null : second.failure.requestId).toMatch(/^[0-9A-F:]+$/);
    expect(valueOf(await client.assets(found.releaseId, 1)).items).toEqual([first]);
    expect(await client.deleteAsset(first.assetId)).toMatchObject({ ok: true });
    const again = await client.uploadAsset({ ...target, content: chunks(uploaded) });
    expect(valueOf(again).assetId).not.toBe(first.assetId);
  });
});

test('refs are made, listed and deleted', async () => {
  await replaying('git-refs', async ({ client, recorded }) => {
    const made = valueOf(await client.createRef('refs/heads/test', oid('2')));
    expect(made).toMatchObject({ ref: 'refs/heads/test', objectType: 'commit' });
    expect(await client.deleteBranch('test')).toMatchObject({ ok: true, status: 204 });
    const lists = recorded.filter(
      ({ method, path }) => method === 'get' && path.endsWith('/refs/'),
    );
    for (const list of lists) {
      expect(listReader(readRef)(list.response as never)).not.toBeNull();
    }
    expect(lists).toHaveLength(2);
  });
});

test('a commit is read as GitHub showed it', async () => {
  const recorded = await recordedTraffic('create-file');
  const [exchange] = recorded.filter(({ path }) => path.endsWith('/contents/test.txt'));
  if (exchange === undefined) throw new Error('the recorded file was expected');
  const made = parseStrictJson(bodyOf(exchange, 'https://api.github.com'), jsonLimits);
  const commit = made.ok && isJsonObject(made.value) ? (made.value['commit'] ?? null) : null;
  expect(readCommit(commit)).toMatchObject({ parentOids: [], message: 'create test.txt' });
});

test('a repository opens for planning, with what its credential may do', async () => {
  const recorded = await recordedTraffic('get-repository');
  await using server = await replay(recorded);
  await using connection = connect(server.origin);
  const readers = new HttpRepositoryReaders(connection, { kind: 'none' });
  const opened = valueOf(await readers.open(fullNameOf(recorded)));
  expect(opened).toMatchObject({
    defaultBranch: 'master',
    archived: false,
    identity: { fullName: 'octokit-fixture-org/hello-world' },
  });
  expect(opened?.identity.repositoryId).toBeGreaterThan(1);
});

test('a renamed repository is a redirect that is not followed; its number still answers', async () => {
  const reply = await replaying(
    'rename-repository',
    async ({ client, server, recorded }) => {
      const renamed = valueOf(await client.repository());
      expect(renamed.repositoryId).toBe(515_436_299);
      expect(renamed.fullName).not.toBe(fullNameOf(recorded));
      await using connection = connect(server.origin);
      const readers = new HttpRepositoryReaders(connection, { kind: 'none' });
      const moved = await readers.open(fullNameOf(recorded));
      expect(moved.ok ? null : moved.failure.redirectOrigin).toBe(server.origin);
      return moved;
    },
    515_436_299,
  );
  expect(reply).toMatchObject({ ok: false, failure: { status: 301 } });
});

test('a refused label is a 422 with its limits and scopes', async () => {
  const recorded = await recordedTraffic('errors');
  await using server = await replay(recorded);
  await using connection = connect(server.origin);
  const channel = new ApiChannel(connection.channelSettings, () => canaryToken());
  const reply = await channel.call({
    method: 'POST',
    path: `/repos/${fullNameOf(recorded)}/labels`,
    body: { name: 'foo', color: 'invalid' },
    success: 201,
    read: () => 'made',
  });
  expect(reply).toMatchObject({
    ok: false,
    failure: {
      status: 422,
      errors: [{ resource: 'Label', code: 'invalid', field: 'color', message: null }],
      rateLimit: { limit: 5000 },
    },
  });
});

test('pages follow each other to the last', async () => {
  const recorded = await recordedTraffic('paginate-issues');
  const links = recorded
    .filter(({ method, path }) => method === 'get' && path.includes('per_page'))
    .map((exchange) => recordedHeader(exchange, 'link'));
  expect(links.map((link, index) => readNextPage(link, index + 1))).toEqual([2, 3, 4, 5, null]);
});

describe('every recorded answer in JSON', () => {
  const names = [
    'add-and-remove-repository-collaborator',
    'add-labels-to-issue',
    'branch-protection',
    'create-file',
    'create-status',
    'errors',
    'get-content',
    'get-organization',
    'get-repository',
    'get-root',
    'git-refs',
    'labels',
    'paginate-issues',
    'project-cards',
    'release-assets',
    'release-assets-conflict',
    'rename-repository',
    'search-issues',
  ];

  test.each(names)('of %s is strict JSON, and its repositories are readable', async (name) => {
    const recorded = await recordedTraffic(name);
    const bodies = recorded
      .filter((exchange) => recordedHeader(exchange, 'content-type')?.includes('json'))
      .map((exchange) => ({ exchange, bytes: bodyOf(exchange, 'https://api.github.com') }))
      .filter(({ bytes }) => bytes.length > 0);
    expect(bodies.length).toBeGreaterThan(0);
    for (const { exchange, bytes } of bodies) {
      const parsed = parseStrictJson(bytes, jsonLimits);
      expect(parsed.ok).toBe(true);
      const isRepository = /^\/orgs\/[^/]+\/repos$/.test(exchange.path);
      const read = parsed.ok ? readRepository(parsed.value) : null;
      expect(read !== null || !isRepository).toBe(true);
    }
  });
});
