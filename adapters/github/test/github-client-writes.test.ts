// SPDX-License-Identifier: Apache-2.0
// What each writing method of the port asks of GitHub, word for word, and what it makes of a good answer.
import { Buffer } from 'node:buffer';
import type { GitHubReply, JsonValue } from '@marketops/core';
import type { GitHubSession } from '@marketops/publisher';
import { describe, expect, test } from 'vitest';
import { connect, openSession } from './support/connections.ts';
import { alice, approvedTag, instant, oid } from './support/operations.ts';
import { pullRequestBody, refBody } from './support/resources.ts';
import { answerJson, startServer } from './support/scripted-server.ts';
import {
  call,
  commitBody,
  draft,
  fields,
  person,
  repo,
  sentFields,
  tagBody,
  treeBody,
} from './support/one-call.ts';

describe('writes', () => {
  test.each<
    [
      string,
      (session: GitHubSession) => Promise<GitHubReply<unknown>>,
      { method: string; url: string; sent: JsonValue; status: number; body: unknown },
    ]
  >([
    [
      'createTagObject',
      async (s) => s.createTagObject(approvedTag),
      {
        method: 'POST',
        url: `${repo}/git/tags`,
        sent: {
          tag: 'v1.0.0',
          message: 'Version 1.0.0\n',
          object: oid('a'),
          type: 'commit',
          tagger: person,
        },
        status: 201,
        body: tagBody,
      },
    ],
    [
      'createRef',
      async (s) => s.createRef('refs/tags/v1.0.0', oid('a')),
      {
        method: 'POST',
        url: `${repo}/git/refs`,
        sent: { ref: 'refs/tags/v1.0.0', sha: oid('a') },
        status: 201,
        body: refBody,
      },
    ],
    [
      'createRelease',
      async (s) => s.createRelease(fields),
      {
        method: 'POST',
        url: `${repo}/releases`,
        sent: { ...sentFields, generate_release_notes: false },
        status: 201,
        body: draft,
      },
    ],
    [
      'updateRelease',
      async (s) => s.updateRelease(5, { ...fields, draft: false }),
      {
        method: 'PATCH',
        url: `${repo}/releases/5`,
        sent: { ...sentFields, draft: false },
        status: 200,
        body: draft,
      },
    ],
    [
      'deleteRelease',
      async (s) => s.deleteRelease(5),
      { method: 'DELETE', url: `${repo}/releases/5`, sent: null, status: 204, body: null },
    ],
    [
      'deleteAsset',
      async (s) => s.deleteAsset(7),
      { method: 'DELETE', url: `${repo}/releases/assets/7`, sent: null, status: 204, body: null },
    ],
    [
      'createBlob',
      async (s) => s.createBlob(Buffer.from('hello')),
      {
        method: 'POST',
        url: `${repo}/git/blobs`,
        sent: { content: 'aGVsbG8=', encoding: 'base64' },
        status: 201,
        body: { sha: oid('f') },
      },
    ],
    [
      'createTree',
      async (s) =>
        s.createTree(oid('c'), [
          { path: 'a.sh', mode: '100755', blobOid: oid('f') },
          { path: 'gone', mode: '100644', blobOid: null },
        ]),
      {
        method: 'POST',
        url: `${repo}/git/trees`,
        sent: {
          base_tree: oid('c'),
          tree: [
            { path: 'a.sh', mode: '100755', type: 'blob', sha: oid('f') },
            { path: 'gone', mode: '100644', type: 'blob', sha: null },
          ],
        },
        status: 201,
        body: treeBody,
      },
    ],
    [
      'createCommit',
      async (s) =>
        s.createCommit({
          tree: oid('c'),
          parents: [oid('b')],
          message: 'Change the docs\n',
          author: { ...alice, date: instant('2026-11-23T05:00:00.999Z') },
          committer: alice,
        }),
      {
        method: 'POST',
        url: `${repo}/git/commits`,
        sent: {
          message: 'Change the docs\n',
          tree: oid('c'),
          parents: [oid('b')],
          author: person,
          committer: person,
        },
        status: 201,
        body: commitBody,
      },
    ],
    [
      'createCommit, signed by GitHub',
      async (s) =>
        s.createCommit({
          tree: oid('c'),
          parents: [oid('b')],
          message: 'm',
          author: null,
          committer: null,
        }),
      {
        method: 'POST',
        url: `${repo}/git/commits`,
        sent: { message: 'm', tree: oid('c'), parents: [oid('b')] },
        status: 201,
        body: commitBody,
      },
    ],
    [
      'createPullRequest',
      async (s) =>
        s.createPullRequest({
          title: 'Change the docs',
          body: 'Changed.',
          head: 'docs/changes',
          base: 'main',
          draft: false,
          maintainerCanModify: true,
        }),
      {
        method: 'POST',
        url: `${repo}/pulls`,
        sent: {
          title: 'Change the docs',
          body: 'Changed.',
          head: 'docs/changes',
          base: 'main',
          draft: false,
          maintainer_can_modify: true,
        },
        status: 201,
        body: pullRequestBody,
      },
    ],
    [
      'deleteBranch',
      async (s) => s.deleteBranch('docs/changes-2'),
      {
        method: 'DELETE',
        url: `${repo}/git/refs/heads/docs/changes-2`,
        sent: null,
        status: 204,
        body: null,
      },
    ],
  ])('%s is one request', async (_name, use, { method, url, sent, status, body }) => {
    const { reply, asked } = await call(use, { status, body });
    expect(reply).toMatchObject({ ok: true, status });
    expect(asked).toMatchObject({ method, url });
    const text = asked.body.toString();
    expect(text === '' ? null : JSON.parse(text)).toEqual(sent);
  });

  test.each(['../tags/v1.0.0', '..', 'a/../../tags/v1', '', 'refs/tags/v1', 'a b', 'x\0'])(
    'a branch %j cannot climb out of its place',
    async (branch) => {
      await using server = await startServer((_seen, response) => {
        answerJson(response, 200, { id: 3 });
      });
      await using connection = connect(server.origin);
      const session = await openSession(connection);
      const reply = await session.deleteBranch(branch);
      expect(reply).toMatchObject({ ok: false, failure: { sent: 'no', status: null } });
      expect(server.seen).toHaveLength(1);
    },
  );

  test.each(['refs/notes/x', 'tags/v1', 'refs/tags/../heads/main', 'refs/heads/'])(
    'a ref %j is neither read nor made',
    async (ref) => {
      await using server = await startServer((_seen, response) => {
        answerJson(response, 200, { id: 3 });
      });
      await using connection = connect(server.origin);
      const session = await openSession(connection);
      expect(await session.createRef(ref, oid('a'))).toMatchObject({ failure: { sent: 'no' } });
      expect(await session.ref(ref)).toMatchObject({ failure: { sent: 'no' } });
      expect(server.seen).toHaveLength(1);
    },
  );
});
