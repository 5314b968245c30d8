// SPDX-License-Identifier: Apache-2.0
// Goal: a commit is known again although GitHub shows its message without the line break at its end,
// which is in the object all the same; a commit that GitHub signed is still held to its message.
import { parseOperation, type GitHubCommit, type GitObjectId } from '@marketops/core';
import { must, sampleOpenPr } from '@marketops/testkit';
import { expect, it } from 'vitest';
import { PublisherStory, submissionOf } from '../story/publisher-story.ts';
import { onCall } from '../story/tell.ts';

/** Commits as GitHub shows them when they are read. */
class ShownCommits extends Map<GitObjectId, GitHubCommit> {
  readonly #shown: (message: string) => string;

  constructor(shown: (message: string) => string) {
    super();
    this.#shown = shown;
  }

  override set(oid: GitObjectId, commit: GitHubCommit): this {
    return super.set(oid, { ...commit, message: this.#shown(commit.message) });
  }
}

const plain = sampleOpenPr();
const signed = must(
  parseOperation(
    JSON.parse(
      JSON.stringify({ ...plain, commit: { ...plain.commit, oid: null }, commitSigning: 'github' }),
    ),
  ),
);
const operations = { none: plain, github: signed } as const;

/** Publishes while the pull request is opened late, so that a later pass reads the commit. */
async function publish(signing: keyof typeof operations, shown: (message: string) => string) {
  const story = new PublisherStory('open_pr');
  const { state } = story.github;
  const commits = new ShownCommits(shown);
  for (const [oid, commit] of state.commits) commits.set(oid, commit);
  Object.assign(state, { commits });
  story.github.script = onCall('createPullRequest', { kind: 'lost', applied: false });
  const outcome = await story.publisher().openPr(await submissionOf(operations[signing]));
  return [outcome.status, ...outcome.refusals.map(({ code }) => code)].join(' ');
}

it.each(['none', 'github'] as const)(
  'a message that is shown without its last line break is the approved one (signing: %s)',
  async (signing) => {
    expect(plain.commit.message).toMatch(/\n$/);
    expect(await publish(signing, (message) => message.replace(/\n$/, ''))).toBe('success');
  },
);

it('another message of a commit that GitHub signed is not', async () => {
  const outcome = await publish('github', (message) => `${message}Signed-off-by: mallory`);
  expect(outcome).toBe('outcome_unknown operation.tampered github.object_id_mismatch');
});
