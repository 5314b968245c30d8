// SPDX-License-Identifier: Apache-2.0
// What GitHub holds is looked at side by side, and an answer that promises nothing ends the whole
// observation, with the same refusal every time and with no read left running behind it.
import { setImmediate as turn } from 'node:timers/promises';
import type { GitHubReply } from '@marketops/core';
import type { RepositoryReader } from '@marketops/engine';
import { notReplied, sampleProject } from '@marketops/testkit';
import { describe, expect, it } from 'vitest';
import { observeRepository } from '../../src/observe/repository-facts.ts';
import type { OperationDraft } from '../../src/draft/operation-draft.ts';

const tagging: OperationDraft = {
  kind: 'tag_repo',
  name: 'tag',
  after: [],
  tagName: 'v1.2.0',
  message: 'lantern 1.2.0\n',
};
const proposing: OperationDraft = {
  kind: 'open_pr',
  name: 'docs',
  after: [],
  base: 'main',
  branch: 'docs/install-1.2.0',
  title: 'docs',
  body: '',
  message: 'docs\n',
  draft: false,
  maintainerCanModify: true,
  commitSigning: 'none',
  changes: [],
};

type Asked<M extends keyof RepositoryReader> = RepositoryReader[M] extends (
  asked: infer A,
) => unknown
  ? A
  : never;

/** A reader whose answers are a while on their way, and who counts how many are. */
async function slowReader(fail: readonly string[] = []) {
  const { repositories } = sampleProject();
  const opened = await repositories.open(repositories.identity.fullName);
  if (!opened.ok || opened.value === null) throw new TypeError('expected a repository');
  const counted = { now: 0, most: 0 };
  const slow =
    <A extends readonly unknown[], V>(
      name: string,
      read: (...asked: A) => Promise<GitHubReply<V>>,
    ) =>
    async (...asked: A): Promise<GitHubReply<V>> => {
      const fails = fail.includes(name);
      counted.now += 1;
      counted.most = Math.max(counted.most, counted.now);
      for (let turns = fails ? 1 : 5; turns > 0; turns -= 1) await turn();
      counted.now -= 1;
      return fails ? notReplied(503, `${name} is down`) : read(...asked);
    };
  const { value } = opened;
  const reader: RepositoryReader = {
    ...value,
    commit: slow('commit', (asked: Asked<'commit'>) => value.commit(asked)),
    tag: slow('tag', (asked: Asked<'tag'>) => value.tag(asked)),
    branch: slow('branch', (asked: Asked<'branch'>) => value.branch(asked)),
    tree: slow('tree', (asked: Asked<'tree'>) => value.tree(asked)),
    publishedRelease: slow('publishedRelease', (asked: Asked<'publishedRelease'>) =>
      value.publishedRelease(asked),
    ),
    openPullRequest: slow('openPullRequest', (asked: Asked<'openPullRequest'>) =>
      value.openPullRequest(asked),
    ),
  };
  const commit = repositories.branches.get('main');
  if (commit === undefined) throw new TypeError('expected a branch');
  return { reader, commit, counted };
}

describe('an observation of the repository', () => {
  it('asks for everything that depends on nothing else at once', async () => {
    const { reader, commit, counted } = await slowReader();
    const seen = await observeRepository(reader, commit, [tagging, proposing]);
    expect(seen.ok && seen.value.commitOnGitHub).toBe(true);
    // The commit, the tag, two branches and the pull request.
    expect(counted.most).toBe(5);
  });

  it('tells the refusal that comes first in its order, whichever answer came first', async () => {
    const { reader, commit, counted } = await slowReader(['openPullRequest', 'tag']);
    const seen = await observeRepository(reader, commit, [tagging, proposing]);
    expect(seen.ok ? null : seen.refusal.subject).toBe('tag v1.2.0');
    expect(counted.now).toBe(0);
  });
});
