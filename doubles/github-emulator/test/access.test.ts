// SPDX-License-Identifier: Apache-2.0
// What tokens may do: scopes, permissions, roles and expiry are enforced, with GitHub's own refusals.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { Permissions } from '../src/state/token.ts';
import type { ApiClient } from './support/api-client.ts';
import {
  createDraft,
  type Fixture,
  fixtureNow,
  repo,
  startFixture,
  text,
} from './support/fixture.ts';

describe('tokens', () => {
  let fixture: Fixture;

  beforeEach(async () => {
    fixture = await startFixture();
  });
  afterEach(async () => fixture.close());

  const fineGrained = (permissions: Permissions, repositories?: readonly string[]): ApiClient => {
    const spec = { token: 'fine', name: 'fine', login: 'alice', permissions };
    fixture.emulator.addToken(repositories === undefined ? spec : { ...spec, repositories });
    return fixture.clientOf('fine');
  };
  const draftWith = async (client: ApiClient) =>
    client('POST', `${repo}/releases`, { body: { tag_name: 'v1', draft: true } });

  it('that are unknown, expired or revoked answer 401 even for public things', async () => {
    const { clientOf, emulator } = fixture;
    const unknown = await clientOf('nobody')('GET', repo);
    expect([unknown.status, unknown.object['message']]).toEqual([401, 'Bad credentials']);
    emulator.addToken({ token: 'short', name: 's', login: 'alice', expiresAt: fixtureNow + 1000 });
    const short = clientOf('short');
    const alive = await short('GET', repo);
    expect(alive.headers['github-authentication-token-expiration']).toBe('2026-01-02 03:04:06 UTC');
    emulator.advance(1000);
    expect((await short('GET', repo)).status).toBe(401);
    emulator.change({ act: 'revoke_token', token: 'alice-token' });
    expect((await fixture.api('GET', repo)).status).toBe(401);
  });

  it('are accepted as Bearer, as token and as a Basic password', async () => {
    const { anonymous } = fixture;
    const pair = Buffer.from('x:alice-secret').toString('base64');
    for (const authorization of ['token alice-secret', 'bearer alice-secret', `Basic ${pair}`]) {
      const answer = await anonymous('GET', '/user', { headers: { authorization } });
      expect([authorization, answer.status]).toEqual([authorization, 200]);
    }
  });

  it('are needed for writing, not for reading what is public', async () => {
    expect((await fixture.anonymous('GET', repo)).status).toBe(200);
    const refused = await draftWith(fixture.anonymous);
    expect([refused.status, refused.object['message']]).toEqual([401, 'Requires authentication']);
  });

  it('with permissions name the one that is missing', async () => {
    const client = fineGrained({ contents: 'read' });
    const refused = await draftWith(client);
    expect(refused.status).toBe(403);
    expect(refused.object['message']).toBe('Resource not accessible by personal access token');
    expect(refused.headers['x-accepted-github-permissions']).toBe('contents=write');
    expect((await client('GET', `${repo}/releases`)).status).toBe(200);
    const pull = { title: 't', head: 'main', base: 'main' };
    const opened = await client('POST', `${repo}/pulls`, { body: pull });
    expect(opened.headers['x-accepted-github-permissions']).toBe('pull_requests=write');
  });

  it('with permissions reach only the repositories they were made for', async () => {
    fixture.emulator.addRepository({ owner: 'alice', name: 'other', private: true });
    const client = fineGrained({ contents: 'write' }, ['alice/other']);
    expect((await client('GET', '/repos/alice/other')).status).toBe(200);
    expect((await draftWith(client)).status).toBe(403);
  });

  it('of the classic kind answer 404 where their scope or role does not reach', async () => {
    const { clientOf, emulator } = fixture;
    emulator.addToken({ token: 'bare', login: 'alice', scopes: [] });
    expect((await draftWith(clientOf('bare'))).status).toBe(404);
    emulator.addToken({ token: 'bob', login: 'bob' });
    expect((await draftWith(clientOf('bob'))).status).toBe(404);
    const repository = emulator.state.repositoryNamed('alice', 'sample');
    if (repository !== undefined) {
      emulator.addCollaborator(repository, 'bob', 'write');
    }
    expect((await draftWith(clientOf('bob'))).status).toBe(201);
    emulator.addToken({ token: 'public', login: 'alice', scopes: ['public_repo'] });
    expect((await draftWith(clientOf('public'))).status).toBe(201);
  });

  it('need to be allowed workflows before they touch workflow files', async () => {
    const { api, clientOf, emulator, head } = fixture;
    const tree = [{ path: '.github/workflows/ci.yml', mode: '100644', content: 'on: push\n' }];
    const body = { base_tree: head, tree };
    const fine = fineGrained({ contents: 'write' });
    const refused = await fine('POST', `${repo}/git/trees`, { body });
    expect(refused.status).toBe(403);
    expect(refused.headers['x-accepted-github-permissions']).toBe('workflows=write');
    emulator.addToken({ token: 'repo-only', login: 'alice', scopes: ['repo'] });
    expect((await clientOf('repo-only')('POST', `${repo}/git/trees`, { body })).status).toBe(404);
    const made = await api('POST', `${repo}/git/trees`, { body });
    const commit = await api('POST', `${repo}/git/commits`, {
      body: { message: 'ci', tree: text(made.object['sha']), parents: [head] },
    });
    const sha = text(commit.object['sha']);
    const ref = { ref: 'refs/heads/ci', sha };
    expect((await fine('POST', `${repo}/git/refs`, { body: ref })).status).toBe(403);
    const release = { tag_name: 'v1', target_commitish: sha, draft: true };
    expect((await fine('POST', `${repo}/releases`, { body: release })).status).toBe(403);
    expect((await api('POST', `${repo}/git/refs`, { body: ref })).status).toBe(201);
    const again = { ref: 'refs/heads/ci-2', sha };
    expect((await fine('POST', `${repo}/git/refs`, { body: again })).status).toBe(201);
  });

  it('appear in the logs by name and never by secret', async () => {
    await createDraft(fixture);
    const { emulator } = fixture;
    const logs = JSON.stringify([emulator.writeLog(), emulator.requestLog()]);
    expect(logs).toContain('alice-token');
    expect(logs).not.toContain('alice-secret');
  });
});
