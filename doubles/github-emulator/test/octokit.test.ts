// SPDX-License-Identifier: Apache-2.0
// Octokit, GitHub's own client, works against the emulator: releases with an upload, references, trees
// and commits, pull requests, paging.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Octokit } from 'octokit';

import { type Fixture, startFixture } from './support/fixture.ts';

const sample = { owner: 'alice', repo: 'sample' };

describe('Octokit', () => {
  let fixture: Fixture;
  let octokit: Octokit;

  beforeAll(async () => {
    fixture = await startFixture();
    octokit = new Octokit({
      auth: 'alice-secret',
      baseUrl: fixture.emulator.apiUrl,
      retry: { enabled: false },
      throttle: { enabled: false },
    });
  });
  afterAll(async () => fixture.close());

  it('creates a draft, uploads through its upload_url, publishes and reads it back', async () => {
    const { rest } = octokit;
    const draft = await rest.repos.createRelease({
      ...sample,
      tag_name: 'v1.0.0',
      target_commitish: fixture.head,
      draft: true,
    });
    const asset = await octokit.request({
      method: 'POST',
      url: draft.data.upload_url,
      name: 'a.txt',
      headers: { 'content-type': 'text/plain' },
      data: 'text',
    });
    expect(asset.status).toBe(201);
    await rest.repos.updateRelease({
      ...sample,
      release_id: draft.data.id,
      tag_name: 'v1.0.0',
      draft: false,
    });
    const found = await rest.repos.getReleaseByTag({ ...sample, tag: 'v1.0.0' });
    expect(found.data.assets.map((one) => [one.name, one.size, one.state])).toEqual([
      ['a.txt', 4, 'uploaded'],
    ]);
    const download = await rest.repos.getReleaseAsset({
      ...sample,
      asset_id: found.data.assets[0]?.id ?? 0,
      headers: { accept: 'application/octet-stream' },
    });
    const bytes: unknown = download.data;
    expect(bytes instanceof ArrayBuffer ? Buffer.from(bytes).toString() : bytes).toBe('text');
  });

  it('builds a commit, points a branch at it and opens a pull request', async () => {
    const { rest } = octokit;
    const tree = await rest.git.createTree({
      ...sample,
      base_tree: fixture.head,
      tree: [{ path: 'new.md', mode: '100644', type: 'blob', content: 'new\n' }],
    });
    const commit = await rest.git.createCommit({
      ...sample,
      message: 'new',
      tree: tree.data.sha,
      parents: [fixture.head],
    });
    await rest.git.createRef({ ...sample, ref: 'refs/heads/topic', sha: commit.data.sha });
    const ref = await rest.git.getRef({ ...sample, ref: 'heads/topic' });
    expect(ref.data.object.sha).toBe(commit.data.sha);
    const pull = await rest.pulls.create({ ...sample, title: 'T', head: 'topic', base: 'main' });
    const files = await rest.pulls.listFiles({ ...sample, pull_number: pull.data.number });
    expect(files.data.map((file) => file.filename)).toEqual(['new.md']);
    const again = rest.pulls.create({ ...sample, title: 'T', head: 'topic', base: 'main' });
    await expect(again).rejects.toThrow('A pull request already exists for alice:topic.');
    await rest.git.deleteRef({ ...sample, ref: 'heads/topic' });
    await expect(rest.git.getRef({ ...sample, ref: 'heads/topic' })).rejects.toThrow('Not Found');
  });

  it('follows pages to the end', async () => {
    for (const tag of ['a', 'b', 'c']) {
      await octokit.rest.repos.createRelease({ ...sample, tag_name: tag, draft: true });
    }
    const all = await octokit.paginate(octokit.rest.repos.listReleases, { ...sample, per_page: 2 });
    expect(all.map((release) => release.tag_name)).toEqual(['c', 'b', 'a', 'v1.0.0']);
  });
});
