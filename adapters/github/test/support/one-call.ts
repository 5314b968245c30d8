// SPDX-License-Identifier: Apache-2.0
// One call of the port against a server that gives one answer, and the bodies that both know.
import type { GitHubReply } from '@marketops/core';
import type { GitHubSession, ReleaseFields } from '@marketops/publisher';
import { connect, openSession } from './connections.ts';
import { oid } from './operations.ts';
import { releaseBody } from './resources.ts';
import { answerJson, startServer, type SeenRequest } from './scripted-server.ts';

/** The path of the repository. */
export const repo = '/repos/octo-org/hello-world';
/** A draft as GitHub shows it. */
export const draft = releaseBody('http://127.0.0.1');
/** The fields of a release. */
export const fields: ReleaseFields = {
  tagName: 'v1.0.0',
  targetCommitish: oid('a'),
  name: 'Version 1.0.0',
  body: 'Notes',
  draft: true,
  prerelease: false,
  makeLatest: 'legacy',
};
/** The same as they are sent. */
export const sentFields = {
  tag_name: 'v1.0.0',
  target_commitish: oid('a'),
  name: 'Version 1.0.0',
  body: 'Notes',
  draft: true,
  prerelease: false,
  make_latest: 'legacy',
};
/** A tag object as GitHub shows it. */
export const tagBody = {
  sha: oid('e'),
  tag: 'v1.0.0',
  message: 'Version 1.0.0\n',
  object: { sha: oid('a'), type: 'commit' },
};
/** A commit as GitHub shows it. */
export const commitBody = {
  sha: oid('d'),
  tree: { sha: oid('c') },
  parents: [{ sha: oid('b') }],
  message: 'Change the docs\n',
};
/** A tree as GitHub shows it. */
export const treeBody = {
  sha: oid('c'),
  tree: [{ path: 'README.md', mode: '100644', type: 'blob', sha: oid('f'), size: 3 }],
  truncated: false,
};
/** An author as GitHub takes it. */
export const person = { name: 'Alice', email: 'alice@example.com', date: '2026-11-23T05:00:00Z' };

/** What GitHub answers. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Record<string, string>;
}

/** What came of a call, and what was asked. */
export interface Called {
  readonly reply: GitHubReply<unknown>;
  readonly asked: SeenRequest;
}

/** Makes one call of a session, which must be one request. */
export async function call(
  use: (session: GitHubSession) => Promise<GitHubReply<unknown>>,
  answer: Answer,
): Promise<Called> {
  await using server = await startServer((seen, response) => {
    if (seen.url === '/user') answerJson(response, 200, { id: 3 });
    else if (answer.body === null) response.writeHead(answer.status, answer.headers).end();
    else answerJson(response, answer.status, answer.body, answer.headers);
  });
  await using connection = connect(server.origin);
  const reply = await use(await openSession(connection));
  const [, asked, ...others] = server.seen;
  if (asked === undefined || others.length > 0) throw new Error('one request was expected');
  return { reply, asked };
}
