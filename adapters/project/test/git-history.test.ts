// SPDX-License-Identifier: Apache-2.0
// The history of a project as the real git tells it, and the refusals where there is none.
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { GitHistory } from '../src/git-history.ts';
import { emptyFolder, folderWith } from './folders.ts';

function git(folder: string, ...given: string[]): string {
  const person = { NAME: 'Carol Example', EMAIL: 'carol@lantern.example' };
  const env = {
    PATH: process.env['PATH'],
    HOME: folder,
    GIT_CONFIG_GLOBAL: devNull,
    GIT_AUTHOR_NAME: person.NAME,
    GIT_AUTHOR_EMAIL: person.EMAIL,
    GIT_AUTHOR_DATE: '2026-03-02T11:00:00Z',
    GIT_COMMITTER_NAME: 'Dave Example',
    GIT_COMMITTER_EMAIL: 'dave@lantern.example',
    GIT_COMMITTER_DATE: '2026-03-02T12:00:00Z',
  };
  return execFileSync('git', given, { cwd: folder, env, encoding: 'utf8' }).trim();
}

/** A repository with two commits, a tag on the first, and one on a commit beside. */
function repository() {
  const folder = folderWith({ 'a.txt': 'a\n', '.gitignore': 'dist/\n' });
  git(folder, 'init', '-q', '-b', 'main');
  git(folder, 'add', '.');
  git(folder, 'commit', '-q', '-m', 'feat: one');
  const first = git(folder, 'rev-parse', 'HEAD');
  git(folder, 'tag', '-a', 'v1.0.0', '-m', 'one');
  git(folder, 'checkout', '-q', '-b', 'beside');
  git(folder, 'commit', '-q', '--allow-empty', '-m', 'beside');
  const beside = git(folder, 'rev-parse', 'HEAD');
  git(folder, 'tag', 'v0.9.0');
  git(folder, 'checkout', '-q', 'main');
  git(folder, 'commit', '-q', '--allow-empty', '-m', 'fix: two\n\nBREAKING CHANGE: all\n');
  const second = git(folder, 'rev-parse', 'HEAD');
  git(folder, 'tag', 'tree', `${second}^{tree}`);
  return { folder, first, second, beside, history: new GitHistory(folder) };
}

describe('the history of a project', () => {
  it('has a head, whose author is the one who wrote it', async () => {
    const { history, second } = repository();
    expect(await history.head()).toEqual({
      ok: true,
      value: {
        commit: second,
        authorEmail: 'carol@lantern.example',
        committedAt: '2026-03-02T12:00:00Z',
      },
    });
  });

  it('has tags of commits, annotated or not, and says which lead to the head', async () => {
    const { history, first, beside } = repository();
    expect(await history.tags()).toEqual({
      ok: true,
      value: [
        { name: 'v0.9.0', commit: beside, reachable: false },
        { name: 'v1.0.0', commit: first, reachable: true },
      ],
    });
  });

  it('has the messages since a commit, newest first and whole', async () => {
    const { history, first, second } = repository();
    const since = await history.messagesSince(first as never);
    expect(since).toEqual({
      ok: true,
      value: [{ commit: second, message: 'fix: two\n\nBREAKING CHANGE: all\n' }],
    });
    expect(await history.messagesSince(null)).toHaveProperty('value.length', 2);
  });

  it('tells what differs from the head, by its plain name, and not what is ignored', async () => {
    const { folder, history } = repository();
    expect(await history.uncommitted(9)).toEqual({ ok: true, value: [] });
    mkdirSync(join(folder, 'dist'));
    writeFileSync(join(folder, 'dist/b'), '');
    writeFileSync(join(folder, 'ümlaut\n.txt'), '');
    rmSync(join(folder, 'a.txt'));
    expect(await history.uncommitted(9)).toEqual({ ok: true, value: ['a.txt', 'ümlaut\n.txt'] });
    expect(await history.uncommitted(1)).toEqual({ ok: true, value: ['a.txt'] });
  });

  it('runs no program that the repository names', async () => {
    const { folder, history } = repository();
    const trap = `touch ${join(folder, '.git/sprung')}`;
    git(folder, 'config', 'core.fsmonitor', trap);
    git(folder, 'config', 'core.pager', trap);
    git(folder, 'config', 'log.showSignature', 'true');
    git(folder, 'config', 'gpg.program', trap);
    writeFileSync(join(folder, '.git/hooks/post-index-change'), `#!/bin/sh\n${trap}\n`, {
      mode: 0o755,
    });
    await history.head();
    await history.uncommitted(9);
    await history.messagesSince(null);
    expect(execFileSync('ls', [join(folder, '.git')], { encoding: 'utf8' })).not.toMatch(/sprung/);
  });

  it('is refused where there is no repository, or no commit in it', async () => {
    const folder = emptyFolder();
    const history = new GitHistory(folder);
    expect(await history.head()).toMatchObject({
      ok: false,
      refusal: {
        code: 'project.history_unreadable',
        subject: 'git log',
        expected: "an answer from the project's git repository",
        found: expect.stringMatching(/^fatal: not a git repository/) as string,
      },
    });
    git(folder, 'init', '-q');
    expect(await history.head()).toMatchObject({ ok: false });
    expect(await history.messagesSince(null)).toMatchObject({ ok: false });
    expect(await history.tags()).toMatchObject({ ok: false });
  });

  it('is refused where the folder is gone', async () => {
    const history = new GitHistory(join(emptyFolder(), 'gone'));
    expect(await history.uncommitted(9)).toMatchObject({
      ok: false,
      refusal: { found: 'no program "git", or no such folder' },
    });
  });
});
