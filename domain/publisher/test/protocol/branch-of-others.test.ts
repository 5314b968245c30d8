// SPDX-License-Identifier: Apache-2.0
// Goal: a branch that somebody else made, or pushed to, is never taken away, not even where it holds the
// approved commit; what may be ours there is named.
import { sampleOpenPr, type ScriptedFault } from '@marketops/testkit';
import { describe, expect, it } from 'vitest';
import type { PublisherStory } from '../story/publisher-story.ts';
import { meanwhile, onCall, refusedWith, tell } from '../story/tell.ts';

const lost: ScriptedFault = { kind: 'lost', applied: false };
const { base, head, commit } = sampleOpenPr();
const branch = `refs/heads/${head.branch}`;

/** Somebody else makes the branch, where the approvers wanted it. */
function branchComes({ github: { state } }: PublisherStory): void {
  if (commit.oid !== null) state.refs.set(branch, commit.oid);
}

describe('a branch that somebody else made at the approved commit', () => {
  it('is not taken away for a pull request in doubt, which is opened from it', async () => {
    const told = await tell('open_pr', {
      before: (story) => branchComes(story),
      script: () => onCall('createPullRequest', lost),
    });
    expect([told.ending, told.result]).toEqual(['success', 'one right result']);
    expect(told.sent).not.toContain('deleteBranch');
    expect(told.story.github.state.refs.has(branch)).toBe(true);
  });

  it('is not taken away either where ours was refused because of it, and is named', async () => {
    const told = await tell('open_pr', {
      before: (story) => meanwhile(story, 'createRef', () => branchComes(story)),
      script: () => onCall('createPullRequest', refusedWith('No')),
    });
    expect(told.ending).toBe('failed github.refused operation.left_behind');
    expect(told.outcome.refusals[1]?.subject).toBe(`branch ${head.branch}`);
    expect(told.story.github.state.refs.has(branch)).toBe(true);
  });
});

describe('a branch of ours that somebody pushed to', () => {
  it('stays, and is named', async () => {
    const told = await tell('open_pr', {
      before: (story) =>
        meanwhile(story, 'createPullRequest', () => {
          story.github.state.refs.set(branch, base.commit);
        }),
      script: () => onCall('createPullRequest', refusedWith('No')),
    });
    expect(told.ending).toBe('failed github.refused operation.left_behind');
    expect(told.outcome.refusals[1]?.subject).toBe(`branch ${head.branch}`);
    expect(told.sent).not.toContain('deleteBranch');
  });
});
