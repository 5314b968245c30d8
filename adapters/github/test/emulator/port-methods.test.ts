// SPDX-License-Identifier: Apache-2.0
// Every method of the port against the GitHub emulator, in the orders in which the publisher uses
// them: the object ids that come back are those computed here.
import { Buffer } from 'node:buffer';
import { generateKeyPairSync } from 'node:crypto';
import {
  annotatedTagId,
  blobId,
  commitId,
  digestOfBytes,
  treeId,
  utf8Encode,
  type Operation,
} from '@marketops/core';
import type { AssetUpload, GitHubSession, ReleaseFields } from '@marketops/publisher';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  HttpGitHubReaders,
  HttpGitHubSessions,
  HttpRepositoryReaders,
  parseGitHubApp,
  type WriteCredential,
} from '../../src/index.ts';
import { canaryText, canaryToken } from '../support/connections.ts';
import {
  alice,
  approvedTag,
  branchName,
  must,
  oid,
  tagName,
  tagOperation,
} from '../support/operations.ts';
import {
  emulatedName,
  startEmulatedRepository,
  valueOf,
  type EmulatedRepository,
} from './emulated-repository.ts';

let emulated: EmulatedRepository;

beforeEach(async () => {
  emulated = await startEmulatedRepository();
  emulated.emulator.addToken({ token: canaryText, login: 'alice' });
});

afterEach(async () => {
  await emulated[Symbol.asyncDispose]();
});

function operation(): Operation {
  return { ...tagOperation(emulated.identity.host), repository: emulated.identity };
}

async function openSession(credential?: WriteCredential): Promise<GitHubSession> {
  const sessions = new HttpGitHubSessions(
    emulated.connection,
    credential ?? { kind: 'token', token: canaryToken() },
  );
  return valueOf(await sessions.open(operation()));
}

function draftFields(): ReleaseFields {
  return {
    tagName: 'v1.0.0',
    targetCommitish: emulated.commit,
    name: 'Version 1.0.0',
    body: 'Notes',
    draft: true,
    prerelease: false,
    makeLatest: 'true',
  };
}

async function* chunks(content: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < content.length; start += 4) yield content.subarray(start, start + 4);
}

function uploadOf(uploadUrl: string, releaseId: number, text: string): AssetUpload {
  const content = Buffer.from(text);
  return {
    releaseId,
    uploadUrl,
    name: 'hello.txt',
    mediaType: 'text/plain',
    size: content.length,
    sha256: digestOfBytes(content),
    content: chunks(content),
  };
}

describe('a tag', () => {
  test('object has the id that was computed; its ref is made once and never moved', async () => {
    const session = await openSession();
    const tag = { ...approvedTag, object: emulated.commit };
    const expected = annotatedTagId(tag);
    expect(valueOf(await session.ref('refs/tags/v1.0.0'))).toBeNull();
    expect(valueOf(await session.tagObject(expected))).toBeNull();
    expect(valueOf(await session.createTagObject(tag))).toMatchObject({
      oid: expected,
      tagName: 'v1.0.0',
      targetOid: emulated.commit,
      targetType: 'commit',
      message: tag.message,
    });
    expect(valueOf(await session.tagObject(expected))).toMatchObject({ oid: expected });
    const made = valueOf(await session.createRef('refs/tags/v1.0.0', expected));
    expect(made).toEqual({ ref: 'refs/tags/v1.0.0', oid: expected, objectType: 'tag' });
    expect(valueOf(await session.ref('refs/tags/v1.0.0'))).toEqual(made);
    expect(await session.createRef('refs/tags/v1.0.0', emulated.commit)).toMatchObject({
      ok: false,
      failure: { status: 422, message: 'Reference already exists' },
    });
    expect(valueOf(await session.ref('refs/tags/v1.0.0'))).toEqual(made);
  });
});

describe('a release', () => {
  test('goes from draft through its assets to published', async () => {
    const session = await openSession();
    const draft = valueOf(await session.createRelease(draftFields()));
    const authorId = valueOf(await session.actorId());
    expect(draft).toMatchObject({ draft: true, tagName: 'v1.0.0', authorId });
    expect(valueOf(await session.releaseByTag('v1.0.0'))).toBeNull();
    expect(valueOf(await session.release(draft.releaseId))).toEqual(draft);
    expect(valueOf(await session.releases(1))).toEqual({ items: [draft], nextPage: null });
    const text = 'hello from a stream';
    const upload = uploadOf(draft.uploadUrl, draft.releaseId, text);
    const asset = valueOf(await session.uploadAsset(upload));
    expect(asset).toMatchObject({
      name: 'hello.txt',
      state: 'uploaded',
      size: text.length,
      contentType: 'text/plain',
      digest: `sha256:${upload.sha256}`,
    });
    expect(valueOf(await session.assets(draft.releaseId, 1)).items).toEqual([asset]);
    expect(valueOf(await session.asset(asset.assetId))).toEqual(asset);
    const again = uploadOf(draft.uploadUrl, draft.releaseId, text);
    expect(await session.uploadAsset(again)).toMatchObject({
      ok: false,
      failure: { status: 422, errors: [{ code: 'already_exists', field: 'name' }] },
    });
    const published = valueOf(
      await session.updateRelease(draft.releaseId, { ...draftFields(), draft: false }),
    );
    expect(published).toMatchObject({ draft: false, assets: [asset], tagName: 'v1.0.0' });
    expect(valueOf(await session.releaseByTag('v1.0.0'))).toEqual(published);
    expect(valueOf(await session.ref('refs/tags/v1.0.0'))).toMatchObject({ oid: emulated.commit });
  });

  test('asset and a draft of our own are deleted, and are then absent', async () => {
    const session = await openSession();
    const draft = valueOf(await session.createRelease(draftFields()));
    const upload = uploadOf(draft.uploadUrl, draft.releaseId, 'hello');
    const asset = valueOf(await session.uploadAsset(upload));
    expect(await session.deleteAsset(asset.assetId)).toMatchObject({ ok: true, status: 204 });
    expect(valueOf(await session.asset(asset.assetId))).toBeNull();
    expect(await session.deleteRelease(draft.releaseId)).toMatchObject({ ok: true, status: 204 });
    expect(valueOf(await session.release(draft.releaseId))).toBeNull();
  });

  test('whose content breaks off leaves nothing that counts as uploaded', async () => {
    const session = await openSession();
    const draft = valueOf(await session.createRelease(draftFields()));
    const upload = uploadOf(draft.uploadUrl, draft.releaseId, 'hello');
    const broken = (async function* () {
      yield utf8Encode('hel');
      throw new Error('changed');
    })();
    expect(await session.uploadAsset({ ...upload, content: broken })).toMatchObject({
      ok: false,
      failure: { sent: 'no' },
    });
    const { items } = valueOf(await session.assets(draft.releaseId, 1));
    expect(items.filter(({ state }) => state === 'uploaded')).toEqual([]);
  });

  test('list is read page by page', async () => {
    for (let index = 0; index < 101; index += 1) {
      emulated.emulator.change({
        act: 'create_release',
        repository: emulatedName,
        tagName: `v0.0.${index}`,
        draft: true,
        body: null,
        login: 'alice',
      });
    }
    const session = await openSession();
    const first = valueOf(await session.releases(1));
    expect(first).toMatchObject({ nextPage: 2 });
    expect(first.items).toHaveLength(100);
    const second = valueOf(await session.releases(2));
    expect(second).toMatchObject({ nextPage: null });
    expect(second.items).toHaveLength(1);
  });
});

describe('the settings of a repository', () => {
  test('are read where they may be', async () => {
    const session = await openSession();
    expect(valueOf(await session.repository())).toMatchObject({
      repositoryId: emulated.identity.repositoryId,
      ownerId: emulated.identity.ownerId,
      fullName: emulatedName,
      defaultBranch: 'main',
      archived: false,
      permissions: { push: true, admin: false },
    });
    expect(valueOf(await session.immutableReleases())).toBeNull();
    expect(valueOf(await session.rulesets())).toEqual([]);
    emulated.emulator.change({
      act: 'add_ruleset',
      repository: emulatedName,
      ruleset: {
        name: 'tags',
        target: 'tag',
        enforcement: 'active',
        include: ['refs/tags/v*'],
        exclude: [],
        bypassLogins: [],
        rules: [{ type: 'creation' }],
      },
    });
    expect(valueOf(await session.rulesets())).toMatchObject([
      { name: 'tags', target: 'tag', refIncludes: ['refs/tags/v*'], ruleTypes: ['creation'] },
    ]);
  });

  test('are still those of the same number after a rename, which fails everywhere else', async () => {
    const session = await openSession();
    emulated.emulator.change({
      act: 'rename_repository',
      repository: emulatedName,
      name: 'renamed',
    });
    expect(valueOf(await session.repository())).toMatchObject({
      repositoryId: emulated.identity.repositoryId,
      fullName: 'octo-org/renamed',
    });
    expect(await session.ref('refs/heads/main')).toMatchObject({
      ok: false,
      failure: { status: 301, redirectOrigin: emulated.emulator.apiUrl },
    });
    expect(await session.createRef('refs/heads/x', emulated.commit)).toMatchObject({
      ok: false,
      failure: { status: 307 },
    });
  });
});

describe('a pull request', () => {
  test('is built from blobs, a tree and a commit whose ids were computed', async () => {
    const session = await openSession();
    const text = utf8Encode('#!/bin/sh\n');
    const blob = blobId(text);
    expect(valueOf(await session.blobExists(blob))).toBe(false);
    expect(valueOf(await session.createBlob(text))).toBe(blob);
    expect(valueOf(await session.blobExists(blob))).toBe(true);
    const tree = valueOf(
      await session.createTree(emulated.tree, [
        { path: 'run.sh', mode: '100755', blobOid: blob },
        { path: 'README.md', mode: '100644', blobOid: null },
      ]),
    );
    expect(tree.oid).toBe(treeId([{ mode: '100755', name: 'run.sh', id: blob }]));
    expect(valueOf(await session.tree(tree.oid))).toMatchObject({
      truncated: false,
      entries: [{ path: 'run.sh', mode: '100755', type: 'blob', oid: blob }],
    });
    const content = {
      tree: tree.oid,
      parents: [emulated.commit],
      message: 'Change\n',
      author: alice,
      committer: alice,
    };
    const commit = valueOf(await session.createCommit(content));
    expect(commit.oid).toBe(commitId(content));
    expect(valueOf(await session.commit(commit.oid))).toEqual(commit);
    valueOf(await session.createRef('refs/heads/docs/changes', commit.oid));
    const opened = valueOf(
      await session.createPullRequest({
        title: 'Change',
        body: 'Changed.',
        head: 'docs/changes',
        base: 'main',
        draft: false,
        maintainerCanModify: true,
      }),
    );
    expect(opened).toMatchObject({
      state: 'open',
      merged: false,
      headRef: 'docs/changes',
      headOid: commit.oid,
      headRepositoryId: emulated.identity.repositoryId,
      baseRef: 'main',
      baseOid: emulated.commit,
      authorId: valueOf(await session.actorId()),
    });
    expect(valueOf(await session.pullRequest(opened.number))).toEqual(opened);
    const head = branchName('docs/changes');
    expect(valueOf(await session.pullRequests(head, 1)).items).toEqual([opened]);
    const { items } = valueOf(await session.pullRequestFiles(opened.number, 1));
    expect(items.map(({ path, status }) => [path, status])).toEqual(
      expect.arrayContaining([
        ['run.sh', 'added'],
        ['README.md', 'removed'],
      ]),
    );
    expect(await session.deleteBranch('docs/changes')).toMatchObject({ ok: true });
    expect(valueOf(await session.ref('refs/heads/docs/changes'))).toBeNull();
  });

  test('commit without people is made by whoever acts', async () => {
    const session = await openSession();
    const commit = valueOf(
      await session.createCommit({
        tree: emulated.tree,
        parents: [emulated.commit],
        message: 'm',
        author: null,
        committer: null,
      }),
    );
    expect(commit).toMatchObject({ treeOid: emulated.tree, parentOids: [emulated.commit] });
  });
});

test('what is absent is null to every read', async () => {
  const session = await openSession();
  expect(
    await Promise.all([
      session.ref('refs/tags/none'),
      session.commit(oid('9')),
      session.tagObject(oid('9')),
      session.tree(oid('9')),
      session.release(999),
      session.releaseByTag('none'),
      session.asset(999),
      session.pullRequest(999),
    ]).then((replies) => replies.map((reply) => valueOf<unknown>(reply))),
  ).toEqual(Array.from({ length: 8 }, () => null));
});

describe('a GitHub App', () => {
  const pair = generateKeyPairSync('rsa', {
    modulusLength: 2_048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });

  function install(): WriteCredential {
    const { id } = emulated.emulator.addApp({
      slug: 'marketops-app',
      ownerLogin: 'octo-org',
      publicKeyPem: pair.publicKey,
    });
    emulated.emulator.addInstallation({
      appId: id,
      accountLogin: 'octo-org',
      permissions: { contents: 'write', pull_requests: 'write', metadata: 'read' },
    });
    return { kind: 'app', app: must(parseGitHubApp(String(id), pair.privateKey)) };
  }

  test('works under a token of its own, which is dead afterwards', async () => {
    const session = await openSession(install());
    valueOf(await session.createRef('refs/tags/v1.0.0', emulated.commit));
    await session.close();
    const tokens = [...emulated.emulator.state.tokens.values()];
    const minted = tokens.filter(({ kind }) => kind === 'installation');
    expect(minted).toMatchObject([
      {
        revoked: true,
        permissions: { contents: 'write', metadata: 'read' },
        repositories: [emulated.identity.repositoryId],
      },
    ]);
  });

  test('may do nothing that its operation does not need', async () => {
    const session = await openSession(install());
    const reply = await session.createPullRequest({
      title: 't',
      body: 'b',
      head: 'main',
      base: 'main',
      draft: false,
      maintainerCanModify: false,
    });
    expect(reply).toMatchObject({
      ok: false,
      failure: { status: 403, acceptedPermissions: expect.stringContaining('pull_requests') },
    });
  });

  test('works on under a renewed token when the first has expired', async () => {
    const session = await openSession(install());
    for (const [secret, token] of emulated.emulator.state.tokens) {
      if (secret !== canaryText) token.revoked = true;
    }
    expect(await session.repository()).toMatchObject({ ok: false, failure: { status: 401 } });
    expect(await session.renew()).toMatchObject({ ok: true });
    expect(await session.repository()).toMatchObject({ ok: true });
  });

  test('that is not installed opens no session', async () => {
    const { id } = emulated.emulator.addApp({
      slug: 'stranger',
      ownerLogin: 'octo-org',
      publicKeyPem: pair.publicKey,
    });
    const app = must(parseGitHubApp(String(id), pair.privateKey));
    const sessions = new HttpGitHubSessions(emulated.connection, { kind: 'app', app });
    expect(await sessions.open(operation())).toMatchObject({
      ok: false,
      failure: { status: 404 },
    });
  });
});

describe('reading', () => {
  test('for a dry run, with or without a token, writes nothing', async () => {
    for (const credential of [
      { kind: 'none' } as const,
      { kind: 'token', token: canaryToken() } as const,
    ]) {
      const readers = new HttpGitHubReaders(emulated.connection, credential);
      const reader = valueOf(await readers.openReader(emulated.identity));
      expect(await reader.repository()).toMatchObject({ ok: true });
      expect(valueOf(await reader.commit(emulated.commit))).toMatchObject({ oid: emulated.commit });
      const planning = new HttpRepositoryReaders(emulated.connection, credential);
      const repository = valueOf(await planning.open(emulated.identity.fullName));
      expect(repository?.identity).toEqual(emulated.identity);
      expect(valueOf((await repository?.branch(branchName('main'))) ?? never())).toEqual({
        commit: emulated.commit,
        tree: emulated.tree,
      });
      expect(valueOf((await repository?.tag(tagName('v1'))) ?? never())).toBeNull();
      await readers.close();
      await planning.close();
    }
    expect(emulated.emulator.counters()).toMatchObject({ writes: 0, publicEffects: 0 });
  });
});

function never(): never {
  throw new Error('the repository was expected to open');
}
