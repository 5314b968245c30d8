// SPDX-License-Identifier: Apache-2.0
// The whole road of the three operations over HTTP, and what the real git sees of them afterwards.

import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  createDraft,
  type Fixture,
  number,
  objects,
  repo,
  startFixture,
  text,
  uploadTo,
} from './support/fixture.ts';
import { runGit, talkGit } from './support/sample-repository.ts';

describe('tagging, releasing and opening a pull request', () => {
  let fixture: Fixture;
  let clone: string;

  beforeAll(async () => {
    fixture = await startFixture();
    clone = mkdtempSync(join(tmpdir(), 'emulator-clone-'));
  });
  afterAll(async () => {
    await fixture.close();
    rmSync(clone, { recursive: true, force: true });
  });

  it('gives tags and commits the ids that git gives them, and git clone finds them', async () => {
    const { api, head, sample, emulator } = fixture;
    const person = { name: 'alice', email: 'alice@example.org', date: '2023-11-14T22:13:20Z' };
    const tag = await api('POST', `${repo}/git/tags`, {
      body: { tag: 'v1.0.0', message: 'one\n', object: head, type: 'commit', tagger: person },
    });
    sample.git('tag', '--annotate', '--message=one', 'v1.0.0');
    expect(tag.object['sha']).toBe(sample.git('rev-parse', 'v1.0.0'));
    await api('POST', `${repo}/git/refs`, {
      body: { ref: 'refs/tags/v1.0.0', sha: text(tag.object['sha']) },
    });
    const tree = await api('POST', `${repo}/git/trees`, {
      body: {
        base_tree: head,
        tree: [{ path: 'docs/new.md', mode: '100644', type: 'blob', content: 'new\n' }],
      },
    });
    const commit = await api('POST', `${repo}/git/commits`, {
      body: {
        message: 'add a page',
        tree: text(tree.object['sha']),
        parents: [head],
        author: person,
        committer: person,
      },
    });
    await api('POST', `${repo}/git/refs`, {
      body: { ref: 'refs/heads/pages', sha: text(commit.object['sha']) },
    });
    await talkGit(tmpdir(), ['clone', '--quiet', `${emulator.gitUrl}/alice/sample.git`, clone]);
    expect(runGit(clone, ['rev-parse', 'v1.0.0', 'origin/pages', 'origin/main'])).toBe(
      [text(tag.object['sha']), text(commit.object['sha']), head].join('\n'),
    );
    expect(runGit(clone, ['cat-file', '-p', 'origin/pages:docs/new.md'])).toBe('new');
    expect(runGit(clone, ['fsck', '--full', '--strict'])).toBe('');
  });

  it('publishes a release whose asset comes back byte for byte', async () => {
    const { api, anonymous } = fixture;
    const draft = await createDraft(fixture);
    const bytes = createHash('sha256').update('asset').digest();
    const asset = await uploadTo(fixture, draft.object, { name: 'a.bin', bytes });
    const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
    expect(asset.object).toMatchObject({ state: 'uploaded', size: 32, digest, name: 'a.bin' });
    const published = await api('PATCH', `${repo}/releases/${number(draft.object['id'])}`, {
      body: { draft: false, tag_name: 'v1.0.0', target_commitish: fixture.head },
    });
    expect(published.object).toMatchObject({ draft: false, tag_name: 'v1.0.0' });
    const found = await anonymous('GET', `${repo}/releases/tags/v1.0.0`);
    const url = objects(found.object['assets'])[0]?.['browser_download_url'];
    expect((await anonymous('GET', text(url))).bytes).toEqual(bytes);
  });

  it('opens a pull request and shows its files', async () => {
    const { api } = fixture;
    const opened = await api('POST', `${repo}/pulls`, {
      body: { title: 'Pages', head: 'pages', base: 'main', body: 'text' },
    });
    expect(opened.status).toBe(201);
    expect(opened.object).toMatchObject({ number: 1, commits: 1, changed_files: 1, additions: 1 });
    const files = await api('GET', `${repo}/pulls/1/files`);
    expect(files.list.map((file) => [file['filename'], file['status']])).toEqual([
      ['docs/new.md', 'added'],
    ]);
  });

  it('has recorded every write with its route, its ids and whether it is public', () => {
    const writes = fixture.emulator.writeLog().map((write) => [write.route, write.publicEffect]);
    expect(writes).toEqual([
      ['/repos/{owner}/{repo}/git/tags', false],
      ['/repos/{owner}/{repo}/git/refs', true],
      ['/repos/{owner}/{repo}/git/trees', false],
      ['/repos/{owner}/{repo}/git/commits', false],
      ['/repos/{owner}/{repo}/git/refs', true],
      ['/repos/{owner}/{repo}/releases', false],
      ['/repos/{owner}/{repo}/releases/{release_id}/assets', false],
      ['/repos/{owner}/{repo}/releases/{release_id}', true],
      ['/repos/{owner}/{repo}/pulls', true],
    ]);
    expect(fixture.emulator.writeLog().every((write) => write.applied)).toBe(true);
  });
});
