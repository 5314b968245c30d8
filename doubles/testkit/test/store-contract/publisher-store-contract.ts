// SPDX-License-Identifier: Apache-2.0
// What every publisher store must do, as one suite over memory, SQLite and whatever comes: a spent
// receipt stays spent, a state and its record stand or fall together, a stale lease writes nothing.
import { AlreadyPresentError, StaleLeaseError } from '@marketops/publisher';
import { admittedSample, contractNow, instantOf, recordSample } from '@marketops/testkit';
import { describe, expect, it } from 'vitest';
import { settlementSample } from '../../src/sample-admission.ts';
import { publisherDocumentsContract } from './publisher-documents-contract.ts';
import {
  journalLine,
  leaseMs,
  storiesOf,
  type OpenPublisherStore,
} from './publisher-store-stories.ts';

/** Registers the suite for one kind of store. */
export function publisherStoreContract(name: string, open: OpenPublisherStore): void {
  const { opened, admittedStory } = storiesOf(open);

  describe(`${name}: consumption`, () => {
    const { receiptId, operationId } = admittedSample(1);
    const consumption = { receiptId, operationId, consumedAt: contractNow };

    it('of a receipt is kept and told', async () => {
      const { store } = await opened();
      await store.transaction((transaction) => transaction.insertConsumption(consumption));
      await store.transaction(async (transaction) => {
        expect(await transaction.consumption(receiptId)).toEqual(consumption);
        expect(await transaction.consumption(admittedSample(2).receiptId)).toBeNull();
      });
    });

    it('of a spent receipt is refused', async () => {
      const { store } = await opened();
      await store.transaction((transaction) => transaction.insertConsumption(consumption));
      await expect(
        store.transaction((transaction) => transaction.insertConsumption(consumption)),
      ).rejects.toBeInstanceOf(AlreadyPresentError);
    });

    it('asked for by a thousand at once is given to one, and a thousand records are kept', async () => {
      const { store, logSize } = await opened();
      const submit = (): Promise<boolean> =>
        store.transaction(async (transaction) => {
          const spent = (await transaction.consumption(receiptId)) !== null;
          if (!spent) await transaction.insertConsumption(consumption);
          await transaction.appendAudit(recordSample(1));
          return !spent;
        });
      const admissions = await Promise.all(Array.from({ length: 1_000 }, submit));
      expect(admissions.filter(Boolean)).toHaveLength(1);
      expect(await logSize()).toBe(1_000);
    });
  });

  describe(`${name}: a transaction that throws`, () => {
    it('leaves nothing, the record included', async () => {
      const { store, logSize } = await opened();
      const failing = store.transaction(async (transaction) => {
        await transaction.insertOperation(admittedSample(1));
        await transaction.appendAudit(recordSample(1));
        await transaction.raisePolicyVersionSeen(9);
        throw new Error('planned');
      });
      await expect(failing).rejects.toThrow('planned');
      expect(await logSize()).toBe(0);
      await store.transaction(async (transaction) => {
        expect(await transaction.operation(admittedSample(1).operationId)).toBeNull();
        expect(await transaction.policyVersionSeen()).toBe(0);
      });
    });
  });

  describe(`${name}: watermarks`, () => {
    it('begin at epoch 1 and policy version 0, and a version is never lowered', async () => {
      const { store } = await opened();
      await store.transaction(async (transaction) => {
        expect(await transaction.consumptionEpoch()).toBe(1);
        expect(await transaction.policyVersionSeen()).toBe(0);
        await transaction.raisePolicyVersionSeen(5);
        await transaction.raisePolicyVersionSeen(3);
        expect(await transaction.policyVersionSeen()).toBe(5);
      });
    });
  });

  describe(`${name}: operations`, () => {
    it('are kept whole, in order of admission, and found by their run', async () => {
      const { store } = await opened();
      await store.transaction(async (transaction) => {
        for (const n of [2, 1, 3]) await transaction.insertOperation(admittedSample(n));
      });
      await store.transaction(async (transaction) => {
        const all = await transaction.unsettledOperations();
        expect(all.map(({ admitted }) => admitted)).toEqual([2, 1, 3].map(admittedSample));
        const ofRun = await transaction.operationsOfRun(admittedSample(1).runId);
        expect(ofRun.map(({ admitted }) => admitted)).toEqual([2, 1].map(admittedSample));
      });
    });

    it('are unique by id and by receipt', async () => {
      const { store } = await admittedStory(1);
      const sameReceipt = { ...admittedSample(2), receiptId: admittedSample(1).receiptId };
      for (const operation of [admittedSample(1), sameReceipt]) {
        await expect(
          store.transaction((transaction) => transaction.insertOperation(operation)),
        ).rejects.toBeInstanceOf(AlreadyPresentError);
      }
    });
  });

  describe(`${name}: leases`, () => {
    it('go to one holder until their time is over, and the epoch rises with each claim', async () => {
      const { store, clock, operationId } = await admittedStory();
      const claim = (holder: string) =>
        store.transaction((transaction) => transaction.claim(operationId, { holder, leaseMs }));
      expect(await claim('a')).toMatchObject({ holder: 'a', epoch: 1 });
      expect(await claim('b')).toBeNull();
      expect(await claim('a')).toMatchObject({ epoch: 2 });
      clock.advance(leaseMs);
      expect(await claim('b')).toMatchObject({ holder: 'b', epoch: 3 });
    });

    it('that a clock set back would hold for too long can be taken', async () => {
      const { store, clock, operationId } = await admittedStory();
      await store.transaction((transaction) =>
        transaction.claim(operationId, { holder: 'a', leaseMs: 2 * leaseMs }),
      );
      const other = await store.transaction((transaction) =>
        transaction.claim(operationId, { holder: 'b', leaseMs }),
      );
      expect(other).toMatchObject({ holder: 'b' });
      clock.advance(1);
    });

    it('that have passed on let nothing be written', async () => {
      const { store, clock, operationId } = await admittedStory();
      const stale = await store.transaction((transaction) =>
        transaction.claim(operationId, { holder: 'a', leaseMs }),
      );
      clock.advance(leaseMs);
      await store.transaction((transaction) =>
        transaction.claim(operationId, { holder: 'b', leaseMs }),
      );
      if (stale === null) throw new Error('the first claim must succeed');
      const writes = [
        store.transaction((transaction) => transaction.appendJournal(stale, journalLine('ref'))),
        store.transaction((transaction) => transaction.renewLease(stale, leaseMs)),
        store.transaction((transaction) => transaction.releaseLease(stale, contractNow)),
        store.transaction((transaction) => transaction.settle(stale, settlementSample('success'))),
      ];
      for (const write of await Promise.allSettled(writes)) {
        const reason: unknown = write.status === 'rejected' ? write.reason : null;
        expect(reason).toBeInstanceOf(StaleLeaseError);
      }
      await store.transaction(async (transaction) => {
        expect(await transaction.journal(operationId)).toEqual([]);
        expect((await transaction.operation(operationId))?.settlement).toBeNull();
      });
    });

    it('given back are free at once, and keep when they are due', async () => {
      const { store, operationId } = await admittedStory();
      const dueAt = instantOf('2026-11-20T12:10:00.000Z');
      await store.transaction(async (transaction) => {
        const lease = await transaction.claim(operationId, { holder: 'a', leaseMs });
        if (lease !== null) await transaction.releaseLease(lease, dueAt);
        expect(await transaction.operation(operationId)).toMatchObject({ dueAt, lease: null });
        expect(await transaction.claim(operationId, { holder: 'b', leaseMs })).not.toBeNull();
      });
    });
  });

  describe(`${name}: journal and settlement`, () => {
    it('lines come back in order of writing, with the epoch they were written under', async () => {
      const { store, operationId } = await admittedStory();
      await store.transaction(async (transaction) => {
        const lease = await transaction.claim(operationId, { holder: 'a', leaseMs });
        if (lease === null) throw new Error('the claim must succeed');
        for (const step of ['repository', 'tag_object', 'tag_ref']) {
          await transaction.appendJournal(lease, journalLine(step));
        }
      });
      const lines = await store.transaction((transaction) => transaction.journal(operationId));
      expect(lines.map(({ sequence, leaseEpoch, entry }) => [sequence, leaseEpoch, entry])).toEqual(
        [
          [1, 1, journalLine('repository')],
          [2, 1, journalLine('tag_object')],
          [3, 1, journalLine('tag_ref')],
        ],
      );
    });

    it('an operation is settled once; only an unknown outcome is replaced', async () => {
      const { store, operationId } = await admittedStory();
      const settle = (status: 'success' | 'failed' | 'outcome_unknown') =>
        store.transaction(async (transaction) => {
          const lease = await transaction.claim(operationId, { holder: 'a', leaseMs });
          if (lease === null) return 'not claimed';
          await transaction.settle(lease, settlementSample(status));
          return 'settled';
        });
      expect(await settle('outcome_unknown')).toBe('settled');
      expect(
        await store.transaction((transaction) => transaction.unknownOperations()),
      ).toHaveLength(1);
      expect(await settle('success')).toBe('settled');
      expect(await settle('failed')).toBe('not claimed');
      const stored = await store.transaction((transaction) => transaction.operation(operationId));
      expect(stored).toMatchObject({ lease: null, settlement: settlementSample('success') });
    });
  });

  publisherDocumentsContract(name, open);
}
