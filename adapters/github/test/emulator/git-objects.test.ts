// SPDX-License-Identifier: Apache-2.0
// Tags, pull requests and reads against the GitHub emulator, in the orders in which the publisher uses
// them: the object ids that come back are those computed here.
import { annotatedTagId, blobId, commitId, treeId, utf8Encode } from '@marketops/core';
import type { GitHubSession } from '@marketops/publisher';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { alice, approvedTag, branchName, oid } from '../support/operations.ts';
import { valueOf, type EmulatedRepository } from './emulated-repository.ts';
import { openSessionOn, startWritableRepository } from './emulated-session.ts';

let emulated: EmulatedRepository;

beforeEach(async () => {
  emulated = await startWritableRepository();
});

afterEach(async () => {
  await emulated[Symbol.asyncDispose]();
});

const openSession = async (): Promise<GitHubSession> => openSessionOn(emulated);

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
