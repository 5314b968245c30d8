// SPDX-License-Identifier: Apache-2.0
// Goal: where GitHub signs the commit, its id cannot be approved; tree, parent and message bind it,
// and a lost answer is made up for by another commit that nothing else refers to.
import { parseOperation, type JsonObject } from '@marketops/core';
import { must, sampleOpenPr } from '@marketops/testkit';
import { describe, expect, it } from 'vitest';
import { PublisherStory, submissionOf } from '../story/publisher-story.ts';
import { onCall } from '../story/tell.ts';

const pullRequest = sampleOpenPr();
const commit = { ...pullRequest.commit, oid: null };
const signed = must(
  parseOperation({ ...pullRequest, commit, commitSigning: 'github' } as unknown as JsonObject),
);

describe('a commit that GitHub signs', () => {
  it.each([null, 'createCommit', 'createRef', 'createPullRequest'])(
    'ends in one pull request (answer lost: %s)',
    async (lost) => {
      const story = new PublisherStory('open_pr');
      if (lost !== null) story.github.script = onCall(lost, { kind: 'lost', applied: true });
      const outcome = await story.publisher().openPr(await submissionOf(signed));
      expect(outcome.refusals).toEqual([]);
      expect(outcome.status).toBe('success');
      const { state } = story.github;
      const [pull, ...more] = [...state.pulls.values()];
      expect(more).toEqual([]);
      expect(state.commits.get(pull?.headOid ?? commit.tree)).toMatchObject({
        treeOid: commit.tree,
        parentOids: [pullRequest.base.commit],
        message: commit.message,
      });
    },
  );
});
