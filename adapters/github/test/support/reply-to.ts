// SPDX-License-Identifier: Apache-2.0
// One call to a server that answers by a script, and what the call replies.
import type { GitHubReply } from '@marketops/core';
import type { GitHubSession } from '@marketops/publisher';
import type { TrafficLimits } from '../../src/index.ts';
import { connect, openSession } from './connections.ts';
import { oid } from './operations.ts';
import { answerJson, startServer, type Script } from './scripted-server.ts';

/** What `call` replies when everything but the question who acts is answered by `script`. */
export async function replyTo<T>(
  script: Script,
  call: (session: GitHubSession) => Promise<GitHubReply<T>>,
  limits: Partial<TrafficLimits> = {},
): Promise<GitHubReply<T>> {
  await using server = await startServer((seen, response, socket) => {
    if (seen.url === '/user') answerJson(response, 200, { id: 3 });
    else script(seen, response, socket);
  });
  await using connection = connect(server.origin, limits);
  // Awaited here, before the connection is closed.
  return await call(await openSession(connection));
}

/** A write. */
export const createRef = async (session: GitHubSession) =>
  session.createRef('refs/tags/v1', oid('a'));

/** A read. */
export const readRepository = async (session: GitHubSession) => session.repository();
