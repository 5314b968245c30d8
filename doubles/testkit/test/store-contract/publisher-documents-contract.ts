// SPDX-License-Identifier: Apache-2.0
// What a publisher store keeps, it can read again: a document that its schema refuses is refused when it
// is written, with everything written beside it, and what is kept comes back as it was given.
import type { JournalEntry, PublisherTransaction } from '@marketops/publisher';
import { UnfitDocumentError } from '@marketops/publisher';
import { admittedSample, recordSample, sampleCommitOid } from '@marketops/testkit';
import { describe, expect, it } from 'vitest';
import { settlementSample } from '../../src/sample-admission.ts';
import {
  journalLine,
  leaseMs,
  storiesOf,
  type OpenPublisherStore,
} from './publisher-store-stories.ts';

/** Registers the part of the publisher store's suite that is about documents. */
export function publisherDocumentsContract(name: string, open: OpenPublisherStore): void {
  const { opened, admittedStory } = storiesOf(open);

  describe(`${name}: what could not be read again`, () => {
    const tooLong = 'x'.repeat(400);
    const refusal = { code: 'github.refused', subject: tooLong, expected: '', found: '' } as const;
    const limits = { blockedUntil: null, cause: null, strikes: 65, writtenAtMs: [] };

    it.each<readonly [string, Partial<JournalEntry>]>([
      ['an empty request id', { requestId: '' }],
      ['a request id of 201 characters', { requestId: 'x'.repeat(201) }],
      ['half a character', { note: '\ud800' }],
      ['an over-long note', { note: 'x'.repeat(1_001) }],
      ['an over-long refusal', { refusals: [refusal] }],
      ['an attempt beyond the last', { attempt: 1_001 }],
    ])('is no line of the journal: %s', async (_what, unfit) => {
      const { store, operationId } = await admittedStory();
      const appending = store.transaction(async (transaction) => {
        const lease = await transaction.claim(operationId, { holder: 'a', leaseMs });
        if (lease === null) throw new Error('the claim must succeed');
        await transaction.appendJournal(lease, { ...journalLine('tag_ref'), ...unfit });
      });
      await expect(appending).rejects.toBeInstanceOf(UnfitDocumentError);
      await store.transaction(async (transaction) => {
        expect(await transaction.journal(operationId)).toEqual([]);
        expect(await transaction.operation(operationId)).toMatchObject({ leaseEpoch: 0 });
      });
    });

    it.each<readonly [string, (transaction: PublisherTransaction) => Promise<unknown>]>([
      ['limits', (transaction) => transaction.saveRateLimitState('app', limits)],
      ['a record', (transaction) => transaction.appendAudit({ ...recordSample(1), step: tooLong })],
      [
        'an operation',
        (transaction) => {
          const commitExists = { kind: 'commit_exists', commit: sampleCommitOid } as const;
          const preconditions = Array.from({ length: 33 }, () => commitExists);
          return transaction.insertOperation({ ...admittedSample(2), preconditions });
        },
      ],
      [
        'a settlement',
        async (transaction) => {
          const { operationId } = admittedSample(1);
          const lease = await transaction.claim(operationId, { holder: 'a', leaseMs });
          if (lease === null) throw new Error('the claim must succeed');
          const settlement = { ...settlementSample('failed'), refusals: [refusal] };
          await transaction.settle(lease, settlement);
        },
      ],
    ])('is not kept: %s', async (_what, keep) => {
      const { store, operationId, logSize } = await admittedStory();
      await expect(store.transaction(keep)).rejects.toBeInstanceOf(UnfitDocumentError);
      expect(await logSize()).toBe(1);
      await store.transaction(async (transaction) => {
        expect(await transaction.rateLimitState('app')).toBeNull();
        expect(await transaction.unsettledOperations()).toHaveLength(1);
        expect(await transaction.operation(operationId)).toMatchObject({ settlement: null });
      });
    });
  });

  describe(`${name}: rate limits`, () => {
    it('are kept by scope and replaced', async () => {
      const { store } = await opened();
      const state = { blockedUntil: null, cause: null, strikes: 1, writtenAtMs: [1, 2] };
      await store.transaction(async (transaction) => {
        expect(await transaction.rateLimitState('app')).toBeNull();
        await transaction.saveRateLimitState('app', { ...state, strikes: 0 });
        await transaction.saveRateLimitState('app', state);
      });
      const kept = await store.transaction((transaction) => transaction.rateLimitState('app'));
      expect(kept).toEqual(state);
    });
  });
}
