// SPDX-License-Identifier: Apache-2.0
// The real git against the emulator: what it may read and write, and what it sees of pull requests and
// of references that lag.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { type Fixture, repo, startFixture } from './support/fixture.ts';
import { talkGit } from './support/sample-repository.ts';

describe('git', () => {
  let fixture: Fixture;
  let directory: string;

  beforeEach(async () => {
    fixture = await startFixture();
    directory = mkdtempSync(join(tmpdir(), 'emulator-git-'));
  });
  afterEach(async () => {
    await fixture.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const urlOf = (name: string, secret?: string): string => {
    const base = fixture.emulator.gitUrl;
    const origin = secret === undefined ? base : base.replace('//', `//x:${secret}@`);
    return `${origin}/alice/${name}.git`;
  };
  const remoteRefs = async (url: string, ...words: readonly string[]): Promise<string[]> =>
    (await talkGit(directory, [...words, 'ls-remote', url]))
      .split('\n')
      .map((line) => line.slice(41));

  it('lists the same references by every version of its protocol', async () => {
    const shown = ['HEAD', 'refs/heads/main', 'refs/tags/v0.0.1', 'refs/tags/v0.1.0'];
    const expected = [...shown, 'refs/tags/v0.1.0^{}'];
    for (const version of ['0', '1', '2']) {
      const refs = await remoteRefs(urlOf('sample'), '-c', `protocol.version=${version}`);
      expect(refs).toEqual(expected);
    }
  });

  it('fetches what was pushed since, a shallow copy, and the heads of pull requests', async () => {
    const { api, sample, emulator } = fixture;
    await talkGit(directory, ['clone', '--quiet', '--depth=1', urlOf('sample'), 'copy']);
    sample.write('README.md', 'changed\n');
    sample.git('commit', '--quiet', '--all', '--message=third');
    const pushed = sample.git('rev-parse', 'HEAD');
    const target = urlOf('sample', 'alice-secret');
    await talkGit(sample.path, ['push', '--quiet', target, 'HEAD:refs/heads/topic']);
    expect(emulator.writeLog().at(-1)).toMatchObject({
      route: '/{owner}/{repo}.git/git-receive-pack',
      actor: 'alice-token',
      ids: { ref: 'refs/heads/topic', sha: pushed },
      publicEffect: true,
    });
    await api('POST', `${repo}/pulls`, { body: { title: 't', head: 'topic', base: 'main' } });
    const copy = join(directory, 'copy');
    await talkGit(copy, ['fetch', '--quiet', 'origin', 'refs/pull/1/head']);
    expect(await talkGit(copy, ['rev-parse', 'FETCH_HEAD'])).toBe(pushed);
    await talkGit(sample.path, ['push', '--quiet', target, ':refs/heads/topic']);
    expect(emulator.snapshot('alice', 'sample').refs).not.toHaveProperty('refs/heads/topic');
  });

  it('does not see references that still lag, and does not delete them by pushing', async () => {
    fixture.emulator.configure({ lag: { refsMs: 5000 } });
    const body = { ref: 'refs/heads/late', sha: fixture.head };
    await fixture.api('POST', `${repo}/git/refs`, { body });
    expect(await remoteRefs(urlOf('sample'))).not.toContain('refs/heads/late');
    const target = urlOf('sample', 'alice-secret');
    await talkGit(fixture.sample.path, ['push', '--quiet', target, 'HEAD:refs/heads/other']);
    fixture.emulator.advance(5000);
    const refs = await remoteRefs(urlOf('sample'));
    expect(refs).toContain('refs/heads/late');
    expect(refs).toContain('refs/heads/other');
  });

  it('is kept from private repositories and from writing without permission', async () => {
    const { emulator, sample } = fixture;
    emulator.addRepository({ owner: 'alice', name: 'secret', private: true });
    emulator.addToken({ token: 'bob-secret', login: 'bob' });
    emulator.addToken({ token: 'reader', login: 'alice', permissions: { contents: 'read' } });
    await expect(remoteRefs(urlOf('secret'))).rejects.toThrow('could not read Username');
    await expect(remoteRefs(urlOf('secret', 'bob-secret'))).rejects.toThrow('not found');
    expect(await remoteRefs(urlOf('secret', 'alice-secret'))).toEqual(['']);
    await expect(remoteRefs(urlOf('secret', 'wrong'))).rejects.toThrow('Authentication failed');
    const push = talkGit(sample.path, ['push', urlOf('sample', 'reader'), 'HEAD:refs/heads/x']);
    await expect(push).rejects.toThrow('403');
    const dumb = await fetch(`${urlOf('sample')}/info/refs`);
    expect(dumb.status).toBe(403);
  });

  it('is not let past the workflow permission', async () => {
    const { emulator, sample } = fixture;
    emulator.addToken({ token: 'repo-only', login: 'alice', scopes: ['repo'] });
    sample.write('.github/workflows/ci.yml', 'on: push\n');
    sample.git('add', '.');
    sample.git('commit', '--quiet', '--message=ci');
    const words = (secret: string) => [
      'push',
      '--quiet',
      urlOf('sample', secret),
      'HEAD:refs/heads/ci',
    ];
    await expect(talkGit(sample.path, words('repo-only'))).rejects.toThrow('403');
    expect(emulator.snapshot('alice', 'sample').refs).not.toHaveProperty('refs/heads/ci');
    await talkGit(sample.path, words('alice-secret'));
    expect(emulator.snapshot('alice', 'sample').refs).toHaveProperty('refs/heads/ci');
  });
});
