// SPDX-License-Identifier: Apache-2.0
// Pull requests: one open one for a pair of branches, following its branches while it is open.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { JsonObject } from '../src/json.ts';
import { pullBodyCharactersMax } from '../src/routes/pulls.ts';
import { type Fixture, member, objects, repo, startFixture, text } from './support/fixture.ts';

describe('pull requests', () => {
  let fixture: Fixture;

  beforeEach(async () => {
    fixture = await startFixture();
    fixture.emulator.change({
      act: 'set_ref',
      repository: 'alice/sample',
      ref: 'refs/heads/topic',
      sha: fixture.head,
    });
    commit('topic', 'docs/topic.md', 'one\n');
  });
  afterEach(async () => fixture.close());

  const commit = (branch: string, path: string, content: string): void => {
    fixture.emulator.change({
      act: 'commit_file',
      repository: 'alice/sample',
      branch,
      path,
      content,
      message: path,
    });
  };
  const open = async (fields: JsonObject = {}) =>
    fixture.api('POST', `${repo}/pulls`, {
      body: { title: 'Topic', head: 'topic', base: 'main', body: 'text', ...fields },
    });
  const messageOf = (answer: { object: JsonObject }): string =>
    text(objects(answer.object['errors'])[0]?.['message']);

  it('are opened, read and listed by head, base and state', async () => {
    const { api } = fixture;
    const opened = await open({ head: 'Alice:topic', draft: true });
    expect(opened.object).toMatchObject({
      number: 1,
      state: 'open',
      draft: true,
      commits: 1,
      additions: 1,
      deletions: 0,
      changed_files: 1,
    });
    expect(member(opened.object, 'head')).toMatchObject({ label: 'alice:topic', ref: 'topic' });
    expect((await api('GET', `${repo}/pulls/1`)).object['title']).toBe('Topic');
    expect((await api('GET', `${repo}/pulls/2`)).status).toBe(404);
    const count = async (query: string) => (await api('GET', `${repo}/pulls?${query}`)).list.length;
    expect(await count('head=alice:topic')).toBe(1);
    expect(await count('head=alice:other')).toBe(0);
    expect(await count('base=main&state=open')).toBe(1);
    expect(await count('base=other')).toBe(0);
    expect(await count('state=closed')).toBe(0);
    const commits = await api('GET', `${repo}/pulls/1/commits`);
    expect(commits.list).toHaveLength(1);
    const files = await api('GET', `${repo}/pulls/1/files`);
    expect(files.list[0]).toMatchObject({ filename: 'docs/topic.md', status: 'added' });
  });

  it('are refused while one is open for the same branches', async () => {
    await open();
    const second = await open();
    expect([second.status, messageOf(second)]).toEqual([
      422,
      'A pull request already exists for alice:topic.',
    ]);
    await fixture.api('PATCH', `${repo}/pulls/1`, { body: { state: 'closed' } });
    expect((await open()).object['number']).toBe(2);
  });

  it('are refused without a difference, a head or a base', async () => {
    expect(messageOf(await open({ head: 'main' }))).toBe('No commits between main and main');
    for (const [field, value] of [
      ['head', 'absent'],
      ['head', 'bob:topic'],
      ['base', 'absent'],
    ] as const) {
      const refused = await open({ [field]: value });
      expect({ value, errors: refused.object['errors'] }).toEqual({
        value,
        errors: [{ resource: 'PullRequest', field, code: 'invalid' }],
      });
    }
    expect((await open({ title: ' ' })).status).toBe(422);
    expect((await open({ body: 'x'.repeat(pullBodyCharactersMax + 1) })).status).toBe(422);
  });

  it('follow their branches while open and stop when closed', async () => {
    const { api, emulator } = fixture;
    await open();
    commit('topic', 'docs/more.md', 'two\n');
    commit('main', 'docs/base.md', 'base\n');
    const followed = (await api('GET', `${repo}/pulls/1`)).object;
    expect(followed).toMatchObject({ commits: 2, changed_files: 2 });
    const { refs } = emulator.snapshot('alice', 'sample');
    expect(member(followed, 'base')['sha']).toBe(refs['refs/heads/main']);
    const closed = await api('PATCH', `${repo}/pulls/1`, { body: { state: 'closed', title: 'T' } });
    expect(closed.object).toMatchObject({ state: 'closed', title: 'T' });
    commit('topic', 'docs/late.md', 'three\n');
    expect((await api('GET', `${repo}/pulls/1`)).object['commits']).toBe(2);
    const again = await api('PATCH', `${repo}/pulls/1`, { body: { state: 'open' } });
    expect(again.object).toMatchObject({ state: 'open', commits: 3, closed_at: null });
  });

  it('are closed by the deletion of their branch and cannot be reopened then', async () => {
    const { api } = fixture;
    await open();
    await api('DELETE', `${repo}/git/refs/heads/topic`);
    expect((await api('GET', `${repo}/pulls/1`)).object['state']).toBe('closed');
    const reopened = await api('PATCH', `${repo}/pulls/1`, { body: { state: 'open' } });
    expect(reopened.status).toBe(422);
    expect((await api('PATCH', `${repo}/pulls/1`, { body: { state: 'merged' } })).status).toBe(422);
    expect((await api('PATCH', `${repo}/pulls/1`, { body: { base: 'absent' } })).status).toBe(422);
  });
});
