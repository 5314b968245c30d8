// SPDX-License-Identifier: Apache-2.0
// Objects of the git database: the ids are those that the real git computes for the same content.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Json } from '../src/json.ts';
import { type Fixture, member, objects, repo, startFixture, text } from './support/fixture.ts';

const alice = { name: 'alice', email: 'alice@example.org', date: '2023-11-14T22:13:20Z' };

describe('git objects', () => {
  let fixture: Fixture;

  beforeAll(async () => {
    fixture = await startFixture();
  });
  afterAll(async () => fixture.close());

  const createTree = async (tree: Json, base?: string) =>
    fixture.api('POST', `${repo}/git/trees`, {
      body: base === undefined ? { tree } : { tree, base_tree: base },
    });

  it('store blobs given as text or Base64 under the id that git gives them', async () => {
    const { api, sample } = fixture;
    const plain = await api('POST', `${repo}/git/blobs`, { body: { content: '# Sample\n' } });
    expect(plain.object['sha']).toBe(sample.git('rev-parse', 'main:README.md'));
    const bytes = Buffer.from([0, 255, 10]).toString('base64');
    const binary = await api('POST', `${repo}/git/blobs`, {
      body: { content: bytes, encoding: 'base64' },
    });
    const found = await api('GET', `${repo}/git/blobs/${text(binary.object['sha'])}`);
    expect(found.object).toMatchObject({ size: 3, encoding: 'base64', content: `${bytes}\n` });
    expect((await api('GET', `${repo}/git/blobs/${'1'.repeat(40)}`)).status).toBe(404);
    const wrong = { content: 'x', encoding: 'latin1' };
    expect((await api('POST', `${repo}/git/blobs`, { body: wrong })).status).toBe(422);
    const broken = { content: '!!', encoding: 'base64' };
    expect((await api('POST', `${repo}/git/blobs`, { body: broken })).status).toBe(422);
  });

  it('make the tree that git makes of the same edits', async () => {
    const { sample, head } = fixture;
    const made = await createTree(
      [
        { path: 'docs/guide.md', mode: '100644', type: 'blob', content: 'changed\n' },
        { path: 'bin/run', mode: '100755', type: 'blob', content: '#!/bin/sh\n' },
        { path: 'README.md', mode: '100644', type: 'blob', sha: null },
      ],
      head,
    );
    sample.write('docs/guide.md', 'changed\n');
    sample.write('bin/run', '#!/bin/sh\n');
    sample.git('rm', '--quiet', 'README.md');
    sample.git('add', '--chmod=+x', 'bin/run');
    sample.git('add', 'docs');
    expect(made.object['sha']).toBe(sample.git('write-tree'));
    const path = `${repo}/git/trees/${text(made.object['sha'])}`;
    const flat = await fixture.api('GET', path);
    expect(objects(flat.object['tree']).map((entry) => entry['path'])).toEqual(['bin', 'docs']);
    const deep = await fixture.api('GET', `${path}?recursive=1`);
    expect(objects(deep.object['tree']).map((entry) => [entry['path'], entry['mode']])).toEqual([
      ['bin', '040000'],
      ['bin/run', '100755'],
      ['docs', '040000'],
      ['docs/guide.md', '100644'],
    ]);
  });

  it('drop a directory whose last file is removed', async () => {
    const edit = [{ path: 'docs/guide.md', mode: '100644', type: 'blob', sha: null }];
    const made = await createTree(edit, fixture.head);
    expect(objects(made.object['tree']).map((entry) => entry['path'])).toEqual(['README.md']);
  });

  it('refuse trees that point nowhere', async () => {
    const absent = '2'.repeat(40);
    const cases: readonly Json[] = [
      [{ path: 'a', mode: '100644', type: 'blob', sha: absent }],
      [{ path: 'a', mode: '100644', type: 'blob' }],
      [{ path: 'a', mode: '777', type: 'blob', content: '' }],
      [{ path: '../a', mode: '100644', type: 'blob', content: '' }],
      [{ path: 'a', mode: '100644', type: 'blob', content: '', sha: absent }],
      [{ path: 'absent', mode: '100644', type: 'blob', sha: null }],
      ['text'],
    ];
    for (const tree of cases) {
      expect([JSON.stringify(tree), (await createTree(tree)).status]).toEqual([
        JSON.stringify(tree),
        422,
      ]);
    }
    expect((await createTree([], absent)).status).toBe(404);
    expect((await fixture.api('GET', `${repo}/git/trees/${absent}`)).status).toBe(404);
  });

  it('make the commit that git makes of the same fields', async () => {
    const { api, sample, head } = fixture;
    const tree = sample.git('rev-parse', 'main^{tree}');
    const made = await api('POST', `${repo}/git/commits`, {
      body: { message: 'third\n', tree, parents: [head], author: alice, committer: alice },
    });
    expect(made.object['sha']).toBe(sample.git('commit-tree', tree, '-p', head, '-m', 'third'));
    const found = await api('GET', `${repo}/git/commits/${text(made.object['sha'])}`);
    // The object ends in a line break, as its id shows; GitHub tells the message without it.
    expect(found.object).toMatchObject({ message: 'third', author: alice });
    const inList = await api('GET', `${repo}/commits/${text(made.object['sha'])}`);
    expect(member(inList.object, 'commit')).toMatchObject({ message: 'third' });
    const summer = { ...alice, date: '2023-11-15T00:13:20+02:00' };
    const same = await api('POST', `${repo}/git/commits`, {
      body: { message: 'third\n', tree, parents: [head], author: summer, committer: summer },
    });
    expect(same.object['sha']).toBe(made.object['sha']);
  });

  it('take the caller and the present for what a commit leaves out', async () => {
    const tree = fixture.sample.git('rev-parse', 'main^{tree}');
    const made = await fixture.api('POST', `${repo}/git/commits`, { body: { message: 'm', tree } });
    expect(member(made.object, 'author')).toMatchObject({
      name: 'alice',
      date: '2026-01-02T03:04:05Z',
    });
  });

  it('refuse commits without their tree or parents', async () => {
    const tree = fixture.sample.git('rev-parse', 'main^{tree}');
    const absent = '3'.repeat(40);
    for (const body of [
      { message: 'm', tree: absent },
      { message: 'm', tree, parents: [absent] },
      { message: 'm', tree, author: { ...alice, date: 'yesterday' } },
      { tree },
    ]) {
      const refused = await fixture.api('POST', `${repo}/git/commits`, { body });
      expect([JSON.stringify(body), refused.status]).toEqual([JSON.stringify(body), 422]);
    }
    expect((await fixture.api('GET', `${repo}/git/commits/${absent}`)).status).toBe(404);
  });

  it('make the tag object that git makes of the same fields', async () => {
    const { api, sample, head } = fixture;
    const body = { tag: 'v2', message: 'two\n', object: head, type: 'commit', tagger: alice };
    const made = await api('POST', `${repo}/git/tags`, { body });
    sample.git('tag', '--annotate', '--message=two', 'v2');
    expect(made.object['sha']).toBe(sample.git('rev-parse', 'v2'));
    const found = await api('GET', `${repo}/git/tags/${text(made.object['sha'])}`);
    expect(found.object).toMatchObject({ tag: 'v2', message: 'two\n', tagger: alice });
    expect((await api('GET', `${repo}/git/tags/${head}`)).status).toBe(404);
    const absent = await api('POST', `${repo}/git/tags`, {
      body: { ...body, object: '4'.repeat(40) },
    });
    expect(absent.status).toBe(422);
  });

  it('differ from the expected when the emulator is told to append a line break', async () => {
    const tree = fixture.sample.git('rev-parse', 'main^{tree}');
    const body = { message: 'm', tree, author: alice, committer: alice };
    const plain = await fixture.api('POST', `${repo}/git/commits`, { body });
    fixture.emulator.configure({ quirks: { messageNewline: true } });
    const other = await fixture.api('POST', `${repo}/git/commits`, { body });
    fixture.emulator.configure({ quirks: { messageNewline: false } });
    expect(other.object['message']).toBe('m');
    expect(other.object['sha']).not.toBe(plain.object['sha']);
  });
});
