// SPDX-License-Identifier: Apache-2.0
// Repositories keep their numeric id through renames and transfers; former names redirect.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import {
  createDraft,
  type Fixture,
  member,
  number,
  repo,
  startFixture,
  text,
} from './support/fixture.ts';

describe('a repository', () => {
  let fixture: Fixture;
  let id: number;

  beforeEach(async () => {
    fixture = await startFixture();
    id = number((await fixture.api('GET', repo)).object['id']);
  });
  afterEach(async () => fixture.close());

  it('is found under any spelling of its name and by its id', async () => {
    const { api, anonymous } = fixture;
    const found = await api('GET', '/repos/ALICE/SAMPLE');
    expect(found.object).toMatchObject({ id, full_name: 'alice/sample', default_branch: 'main' });
    expect(member(found.object, 'permissions')).toMatchObject({ admin: true, push: true });
    const byId = await anonymous('GET', `/repositories/${id}`);
    expect(member(byId.object, 'permissions')).toMatchObject({ push: false, pull: true });
    const below = await api('GET', `/repositories/${id}/git/ref/heads/main`);
    expect(member(below.object, 'object')['sha']).toBe(fixture.head);
    expect((await api('GET', '/repositories/999999')).status).toBe(404);
    expect((await api('GET', '/repos/alice/absent')).status).toBe(404);
  });

  it('that was renamed redirects reads with 301 and writes with 307, to its id', async () => {
    const { api, emulator, head } = fixture;
    emulator.change({ act: 'rename_repository', repository: 'alice/sample', name: 'renamed' });
    const read = await api('GET', `${repo}/releases?per_page=1`);
    expect([read.status, read.headers['location']]).toEqual([
      301,
      `${emulator.apiUrl}/repositories/${id}/releases?per_page=1`,
    ]);
    const write = await api('POST', `${repo}/git/refs`, {
      body: { ref: 'refs/heads/x', sha: head },
    });
    expect([write.status, write.headers['location']]).toEqual([
      307,
      `${emulator.apiUrl}/repositories/${id}/git/refs`,
    ]);
    expect(emulator.writeLog().at(-1)).toMatchObject({ applied: false, status: 307 });
    expect((await api('GET', '/repos/alice/renamed')).object['id']).toBe(id);
  });

  it('that was transferred has another owner and the same id', async () => {
    const { api, emulator } = fixture;
    emulator.change({ act: 'rename_repository', repository: 'alice/sample', owner: 'bob' });
    expect((await api('GET', repo)).status).toBe(301);
    const found = await api('GET', `/repositories/${id}`);
    expect(found.object).toMatchObject({ id, full_name: 'bob/sample' });
    expect((await createDraft(fixture)).status).toBe(307);
  });

  it('that is private does not exist for strangers', async () => {
    const { api, anonymous, clientOf, emulator } = fixture;
    emulator.addRepository({ owner: 'alice', name: 'secret', private: true });
    emulator.addToken({ token: 'bob-secret', login: 'bob' });
    expect((await api('GET', '/repos/alice/secret')).object['private']).toBe(true);
    expect((await anonymous('GET', '/repos/alice/secret')).status).toBe(404);
    expect((await clientOf('bob-secret')('GET', '/repos/alice/secret')).status).toBe(404);
  });

  it('that is archived can be read and not written', async () => {
    const { api, emulator } = fixture;
    emulator.change({ act: 'archive_repository', repository: 'alice/sample', archived: true });
    expect((await api('GET', repo)).object['archived']).toBe(true);
    const refused = await createDraft(fixture);
    expect([refused.status, refused.object['message']]).toEqual([
      403,
      'Repository was archived so is read-only.',
    ]);
  });

  it('that was deleted is gone', async () => {
    fixture.emulator.change({ act: 'delete_repository', repository: 'alice/sample' });
    expect((await fixture.api('GET', repo)).status).toBe(404);
    expect((await fixture.api('GET', `/repositories/${id}`)).status).toBe(404);
  });

  it('knows its collaborators', async () => {
    const { api, emulator } = fixture;
    const repository = emulator.state.repositoryNamed('alice', 'sample');
    if (repository !== undefined) {
      emulator.addCollaborator(repository, 'bob', 'write');
    }
    expect((await api('GET', `${repo}/collaborators/bob`)).status).toBe(204);
    expect((await api('GET', `${repo}/collaborators/carol`)).status).toBe(404);
  });
});

describe('the routes beside repositories', () => {
  let fixture: Fixture;

  beforeEach(async () => {
    fixture = await startFixture();
  });
  afterEach(async () => fixture.close());

  it('show the root, the meta data, the caller and the rate limit', async () => {
    const { api, anonymous, emulator } = fixture;
    const root = await anonymous('GET', '/');
    expect(root.object['repository_url']).toBe(`${emulator.apiUrl}/repos/{owner}/{repo}`);
    expect((await anonymous('GET', '/meta')).status).toBe(200);
    expect((await api('GET', '/user')).object).toMatchObject({ login: 'alice', type: 'User' });
    const refused = await anonymous('GET', '/user');
    expect([refused.status, refused.object['message']]).toEqual([401, 'Requires authentication']);
    const limit = await api('GET', '/rate_limit');
    expect(member(limit.object, 'rate')).toMatchObject({ limit: 5000, remaining: 4999, used: 1 });
  });

  it('answer 404 for what is not served, 400 for broken JSON and 403 without a user agent', async () => {
    const { api, head } = fixture;
    const unknown = await api('GET', '/nothing/here');
    expect([unknown.status, unknown.object['message']]).toEqual([404, 'Not Found']);
    expect((await api('PUT', repo)).status).toBe(404);
    const broken = await api('POST', `${repo}/git/refs`, { bytes: Buffer.from('{') });
    expect([broken.status, broken.object['message']]).toEqual([400, 'Problems parsing JSON']);
    const list = await api('POST', `${repo}/git/refs`, { body: [head] });
    expect(list.object['message']).toBe('Body should be a JSON object');
    const silent = await fetch(`${fixture.emulator.apiUrl}${repo}`, {
      headers: { 'user-agent': '' },
    });
    expect(silent.status).toBe(403);
    expect(text(unknown.object['documentation_url'])).toContain('docs.github.com');
  });

  it('carry a request id and the rate limit on every answer', async () => {
    const first = await fixture.api('GET', repo);
    const second = await fixture.api('GET', `${repo}/absent`);
    expect(first.headers['x-github-request-id']).not.toBe(second.headers['x-github-request-id']);
    for (const { headers } of [first, second]) {
      expect(headers).toMatchObject({
        'x-ratelimit-limit': '5000',
        'x-ratelimit-resource': 'core',
        'x-oauth-scopes': 'repo, workflow',
      });
    }
  });
});
