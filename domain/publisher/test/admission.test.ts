// SPDX-License-Identifier: Apache-2.0
// Goal: what is not admitted sends nothing and is recorded; a receipt is spent once however many
// submit it; a store that fails means no.
import {
  operationIds,
  receiptIds,
  utf8Encode,
  type JsonObject,
  type PublicationSubmission,
} from '@marketops/core';
import { CommitInDoubtError, type PublisherStore } from '@marketops/publisher';
import { sampleTagRepo } from '@marketops/testkit';
import { describe, expect, it } from 'vitest';
import { PublisherStory, samples, submissionOf } from './story/publisher-story.ts';

async function submitted(change: Partial<PublicationSubmission>) {
  const story = new PublisherStory('tag_repo');
  const submission = { ...(await submissionOf(story.operation)), ...change };
  const outcome = await story.publisher().tagRepo(submission);
  return { story, outcome };
}

describe('a rejection', () => {
  it.each([
    ['dry_run', 'rejected_by_mode'],
    ['PROD', 'rejected_by_mode'],
    [' prod', 'rejected_by_mode'],
    [undefined, 'rejected_by_mode'],
  ] as const)('mode %j is %s, and names the receipt in the log', async (mode, status) => {
    const { story, outcome } = await submitted({ mode });
    expect(outcome.status).toBe(status);
    expect(outcome.refusals.map(({ code }) => code)).toEqual(['mode.not_prod']);
    expect(story.github.calls).toEqual([]);
    expect(story.store.auditRecords).toMatchObject([
      { event: 'operation.rejected', status, receiptId: outcome.receiptId },
    ]);
    expect(outcome.logIndex).toBe(0);
  });

  it('without a receipt evaluates and reports all sixteen checks', async () => {
    const { outcome, story } = await submitted({ receipt: null });
    expect(outcome.status).toBe('rejected_by_auth');
    expect(outcome.checks.checks.map(({ number }) => number)).toEqual(
      Array.from({ length: 16 }, (_, index) => index + 1),
    );
    expect(outcome.refusals.map(({ code }) => code)).toEqual(['receipt.missing']);
    expect(story.github.calls).toEqual([]);
  });

  it('of an operation that cannot be read still examines the receipt', async () => {
    const { outcome, story } = await submitted({ operation: { kind: 'tag_repo' } });
    expect(outcome.refusals.map(({ code }) => code)).toEqual(['operation.malformed']);
    expect(outcome).toMatchObject({ operationId: null, operationKind: 'tag_repo' });
    expect(outcome.receiptId).not.toBeNull();
    expect(story.events).toEqual(['operation.rejected']);
  });

  it('of another kind than the entrance', async () => {
    const story = new PublisherStory('tag_repo');
    const outcome = await story.publisher().openPr(await submissionOf(story.operation));
    expect(outcome.refusals.map(({ code }) => code)).toEqual(['operation.kind_mismatch']);
    expect(story.github.calls).toEqual([]);
  });

  it('without the plan says so', async () => {
    const { outcome } = await submitted({ plan: null });
    expect(outcome.refusals.map(({ code }) => code)).toContain('operation.plan_unreadable');
    const garbled = await submitted({ plan: utf8Encode('{}') });
    expect(garbled.outcome.refusals.map(({ code }) => code)).toContain('operation.plan_unreadable');
  });

  it('of changed content', async () => {
    const other = sampleTagRepo(operationIds.from(new Uint8Array(16).fill(99)));
    const { outcome } = await submitted({ operation: other as unknown as JsonObject });
    expect(outcome.refusals.map(({ code }) => code)).toEqual([
      'receipt.operation_mismatch',
      'receipt.content_mismatch',
    ]);
  });

  it('of an operation that was admitted under another receipt', async () => {
    const story = new PublisherStory('tag_repo');
    await story.publish();
    const receiptId = receiptIds.from(new Uint8Array(16).fill(42));
    const second = await submissionOf(samples.tag_repo, { receiptId });
    const outcome = await story.publisher().tagRepo(second);
    expect(outcome.refusals.map(({ code }) => code)).toEqual(['operation.already_admitted']);
  });
});

describe('one receipt', () => {
  it('submitted a thousand times at once: one admission, 999 rejections, all in the log', async () => {
    const story = new PublisherStory('tag_repo');
    const publisher = story.publisher();
    const submission = await submissionOf(story.operation);
    const outcomes = await Promise.all(
      Array.from({ length: 1_000 }, () => publisher.tagRepo(submission)),
    );
    const count = (status: string) => outcomes.filter((one) => one.status === status).length;
    expect([count('success'), count('rejected_by_auth')]).toEqual([1, 999]);
    const ofEvent = (event: string) => story.events.filter((one) => one === event).length;
    expect([ofEvent('operation.admitted'), ofEvent('operation.rejected')]).toEqual([1, 999]);
    expect(story.github.writes).toHaveLength(2);
  });
});

describe('a store that fails', () => {
  it('before the admission is durable means no, and nothing is sent', async () => {
    const story = new PublisherStory('tag_repo');
    const broken: PublisherStore = { transaction: () => Promise.reject(new Error('disk full')) };
    const outcome = await story.publish(story.publisher('first', broken));
    expect(outcome).toMatchObject({ status: 'rejected_by_auth', logIndex: null });
    expect(outcome.refusals.map(({ code }) => code)).toEqual(['operation.not_admitted']);
    expect(story.github.calls).toEqual([]);
  });

  it('after admission is never reported as a failure of the effect', async () => {
    const story = new PublisherStory('tag_repo');
    let transactions = 0;
    const failing: PublisherStore = {
      transaction: (work) => {
        transactions += 1;
        return transactions > 6
          ? Promise.reject(new Error('disk full'))
          : story.store.transaction(work);
      },
    };
    const outcome = await story.publish(story.publisher('first', failing));
    expect(outcome).toMatchObject({ status: 'outcome_unknown', logIndex: null });
    expect(outcome.refusals.map(({ code }) => code)).toEqual(['operation.interrupted']);
    const [resumed] = await story.publisher('second').resume();
    expect(resumed?.status).toBe('success');
  });

  it.each([true, false])(
    'with the admitting commit in doubt (applied: %s) finds out',
    async (applied) => {
      const story = new PublisherStory('tag_repo');
      let doubted = false;
      const doubtful: PublisherStore = {
        transaction: async (work) => {
          if (doubted) return story.store.transaction(work);
          doubted = true;
          if (applied) await story.store.transaction(work);
          throw new CommitInDoubtError('the connection was lost');
        },
      };
      const outcome = await story.publish(story.publisher('first', doubtful));
      expect(outcome.status).toBe('success');
      expect(story.events.filter((event) => event === 'operation.admitted')).toHaveLength(1);
    },
  );
});
