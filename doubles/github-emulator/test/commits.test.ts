// SPDX-License-Identifier: Apache-2.0
// Commits, branches, tags, comparisons and contents as the repository routes show them.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type Fixture, member, objects, repo, startFixture } from './support/fixture.ts';

describe('commits and contents', () => {
  let fixture: Fixture;
  let first: string;

  beforeAll(async () => {
    fixture = await startFixture();
    first = fixture.sample.git('rev-parse', 'main~1');
  });
  afterAll(async () => fixture.close());

  it('are found by branch, tag, full and short id', async () => {
    const { api, head } = fixture;
    for (const ref of ['main', 'heads/main', 'v0.1.0', head, head.slice(0, 8), 'HEAD']) {
      expect([ref, (await api('GET', `${repo}/commits/${ref}`)).object['sha']]).toEqual([
        ref,
        head,
      ]);
    }
    const commit = await api('GET', `${repo}/commits/${head}`);
    expect(member(commit.object, 'stats')).toEqual({ additions: 2, deletions: 1, total: 3 });
    expect(objects(commit.object['files'])[0]).toMatchObject({
      filename: 'docs/guide.md',
      status: 'modified',
    });
    const absent = await api('GET', `${repo}/commits/absent`);
    expect([absent.status, absent.object['message']]).toEqual([
      422,
      'No commit found for SHA: absent',
    ]);
  });

  it('are listed newest first, in pages that link to each other', async () => {
    const { api, head } = fixture;
    const all = await api('GET', `${repo}/commits?sha=main`);
    expect(all.list.map((commit) => commit['sha'])).toEqual([head, first]);
    const second = await api('GET', `${repo}/commits?per_page=1&page=2`);
    expect(second.list.map((commit) => commit['sha'])).toEqual([first]);
    expect(second.headers['link']).toContain('page=1>; rel="prev"');
    const opening = await api('GET', `${repo}/commits?per_page=1`);
    expect(opening.headers['link']).toContain('page=2>; rel="next"');
    expect((await api('GET', `${repo}/commits?sha=absent`)).status).toBe(404);
  });

  it('are compared by what each side has alone', async () => {
    const { api, head } = fixture;
    const ahead = await api('GET', `${repo}/compare/${first}...main`);
    expect(ahead.object).toMatchObject({ status: 'ahead', ahead_by: 1, behind_by: 0 });
    const behind = await api('GET', `${repo}/compare/main...${first}`);
    expect(behind.object).toMatchObject({ status: 'behind', ahead_by: 0, behind_by: 1 });
    const same = await api('GET', `${repo}/compare/main...${head}`);
    expect(same.object['status']).toBe('identical');
    expect((await api('GET', `${repo}/compare/main...absent`)).status).toBe(404);
  });

  it('stand at the head of branches and under tags', async () => {
    const { api, head } = fixture;
    const branch = await api('GET', `${repo}/branches/main`);
    expect(member(branch.object, 'commit')['sha']).toBe(head);
    expect((await api('GET', `${repo}/branches`)).list).toHaveLength(1);
    const absent = await api('GET', `${repo}/branches/absent`);
    expect([absent.status, absent.object['message']]).toEqual([404, 'Branch not found']);
    const tags = await api('GET', `${repo}/tags`);
    expect(tags.list.map((tag) => [tag['name'], member(tag, 'commit')['sha']])).toEqual([
      ['v0.1.0', head],
      ['v0.0.1', first],
    ]);
  });

  it('hold files and directories', async () => {
    const { api } = fixture;
    const file = await api('GET', `${repo}/contents/docs/guide.md?ref=${first}`);
    const bytes = Buffer.from('one\ntwo\nthree\n').toString('base64');
    expect(file.object).toMatchObject({
      type: 'file',
      path: 'docs/guide.md',
      content: `${bytes}\n`,
    });
    const root = await api('GET', `${repo}/contents/`);
    expect(root.list.map((entry) => [entry['name'], entry['type']])).toEqual([
      ['README.md', 'file'],
      ['docs', 'dir'],
    ]);
    expect((await api('GET', `${repo}/contents/absent`)).status).toBe(404);
    expect((await api('GET', `${repo}/contents/docs?ref=absent`)).status).toBe(404);
  });

  it('are absent from an empty repository', async () => {
    fixture.emulator.addRepository({ owner: 'alice', name: 'empty' });
    const answer = await fixture.api('GET', '/repos/alice/empty/commits');
    expect([answer.status, answer.object['message']]).toEqual([409, 'Git Repository is empty.']);
  });
});
