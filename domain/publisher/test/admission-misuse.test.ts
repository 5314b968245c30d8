// SPDX-License-Identifier: Apache-2.0
// Goal: whatever is handed in and whatever fails, the answer is true and the log tells of it.
import type { PublicationSubmission, RunId } from '@marketops/core';
import { CommitInDoubtError, type PublisherStore } from '@marketops/publisher';
import { describe, expect, it } from 'vitest';
import { PublisherStory, submissionOf } from './story/publisher-story.ts';

describe('a submission that is not shaped as its type promises', () => {
  it.each([
    ['a run id that is none', { runId: 'run of mine' as RunId }],
    ['approvals that are no list', { approvals: null as unknown as readonly Uint8Array[] }],
  ])('%s is refused and recorded', async (_what, change) => {
    const story = new PublisherStory('tag_repo');
    const submission = { ...(await submissionOf(story.operation)), ...change };
    const outcome = await story.publisher().submit(submission);
    expect(outcome.status).toBe('rejected_by_auth');
    expect(outcome.refusals.map(({ code }) => code)).toContain('operation.malformed');
    expect(outcome.logIndex).toBe(0);
    expect(story.events).toEqual(['operation.rejected']);
    expect(story.github.calls).toEqual([]);
  });

  it('nor is one whose receipt is no bytes, and that is recorded as well', async () => {
    const story = new PublisherStory('tag_repo');
    const receipt = 'a receipt' as unknown as Uint8Array;
    const submission: PublicationSubmission = { ...(await submissionOf(story.operation)), receipt };
    const outcome = await story.publisher().submit(submission);
    expect(outcome.status).toBe('rejected_by_auth');
    expect(story.events).toEqual(['operation.rejected']);
    expect(story.github.calls).toEqual([]);
  });
});

describe('a commit in doubt', () => {
  it('of a rejection is never mistaken for the admission that came before it', async () => {
    const story = new PublisherStory('tag_repo');
    const submission = await submissionOf(story.operation);
    expect((await story.publisher().submit(submission)).status).toBe('success');
    let doubts = 0;
    const doubtful: PublisherStore = {
      transaction: async (work) => {
        const answer = await story.store.transaction(work);
        doubts += 1;
        if (doubts === 1) throw new CommitInDoubtError('the answer was lost');
        return answer;
      },
    };
    const replay = { ...submission, mode: 'dry_run' };
    const outcome = await story.publisher('second', doubtful).submit(replay);
    expect(doubts).toBeGreaterThan(1);
    expect(outcome.status).toBe('rejected_by_mode');
    expect(outcome.refusals.map(({ code }) => code)).toContain('receipt.consumed');
  });
});
