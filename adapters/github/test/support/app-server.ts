// SPDX-License-Identifier: Apache-2.0
// A GitHub App and the GitHub that it is installed on.
import { generateKeyPairSync } from 'node:crypto';
import type { Operation } from '@marketops/core';
import type { GitHubSession } from '@marketops/publisher';
import { HttpGitHubSessions, parseGitHubApp, type GitHubConnection } from '../../src/index.ts';
import { canaryText } from './connections.ts';
import { must, tagOperation } from './operations.ts';
import { refBody, repositoryBody } from './resources.ts';
import {
  answerJson,
  startServer,
  type ScriptedServer,
  type SeenRequest,
} from './scripted-server.ts';
import type { GitHubApp } from '../../src/credential/github-app.ts';

/** The key pair of the App. */
export const pair = generateKeyPairSync('rsa', {
  modulusLength: 2_048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
});
/** The App. */
export const app: GitHubApp = must(parseGitHubApp('1234', pair.privateKey));

/** What a test changes of GitHub's behaviour. */
export interface Changes {
  readonly installation?: Record<string, unknown>;
  readonly token?: Record<string, unknown>;
  readonly mintStatus?: number;
  readonly botStatus?: number;
}

/** A GitHub that knows the App, and counts what is asked. */
export async function startApp(changes: Changes = {}): Promise<ScriptedServer> {
  let minted = 0;
  return startServer((seen, response) => {
    const path = seen.url.split('?')[0] ?? '';
    if (path === '/repos/octo-org/hello-world/installation') {
      return answerJson(response, 200, {
        id: 77,
        account: { id: 11 },
        app_slug: 'marketops-app',
        permissions: { contents: 'write', metadata: 'read', pull_requests: 'write' },
        suspended_at: null,
        ...changes.installation,
      });
    }
    if (path === '/app/installations/77/access_tokens') {
      minted += 1;
      const asked = JSON.parse(seen.body.toString()) as { permissions: unknown };
      if (changes.mintStatus !== undefined && minted > 1) {
        return answerJson(response, changes.mintStatus, { message: 'Server Error' });
      }
      return answerJson(response, 201, {
        token: `${canaryText}_${minted}`,
        expires_at: '2026-11-23T07:00:00Z',
        permissions: asked.permissions,
        repository_selection: 'selected',
        repositories: [{ id: 42, full_name: 'octo-org/hello-world' }],
        ...changes.token,
      });
    }
    if (path === '/users/marketops-app%5Bbot%5D') {
      return answerJson(response, changes.botStatus ?? 200, { id: 99, message: 'x' });
    }
    if (path === '/installation/token') return response.writeHead(204).end();
    if (seen.method === 'POST') return answerJson(response, 201, refBody);
    return answerJson(response, 200, repositoryBody);
  });
}

/** A session under the App; throws where there is none. */
export async function open(
  connection: GitHubConnection,
  operation?: Operation,
): Promise<GitHubSession> {
  const { host } = connection.channelSettings.endpoint;
  const sessions = new HttpGitHubSessions(connection, { kind: 'app', app });
  const opened = await sessions.open(operation ?? tagOperation(host));
  if (!opened.ok) throw new Error(opened.failure.detail);
  return opened.value;
}

/** A request as a line. */
export const asked = ({ method, url }: SeenRequest): string => `${method} ${url}`;
/** The token that a request was sent under. */
export const tokenOf = ({ headers }: SeenRequest): string => headers.authorization?.slice(7) ?? '';
/** The requests that were asked as `request`. */
export const requestsOf = (server: ScriptedServer, request: string): readonly SeenRequest[] =>
  server.seen.filter((seen) => asked(seen) === request);

/** The request that makes a token. */
export const mint = 'POST /app/installations/77/access_tokens';
/** The request that revokes one. */
export const revoke = 'DELETE /installation/token';
/** The request that names the App’s bot. */
export const bot = 'GET /users/marketops-app%5Bbot%5D';
