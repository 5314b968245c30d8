// SPDX-License-Identifier: Apache-2.0
// Where the contracts of the publisher's store begin: a fresh store, or one that holds an admitted
// operation and its record.
import type { JournalEntry, PublisherStore } from '@marketops/publisher';
import { admittedSample, contractNow, ManualClock, recordSample } from '@marketops/testkit';

/** A fresh store, judged by this clock, and how many leaves its log holds. */
export interface OpenedPublisherStore {
  readonly store: PublisherStore;
  readonly logSize: () => Promise<number>;
}

/** Opens a fresh store. */
export type OpenPublisherStore = (clock: ManualClock) => Promise<OpenedPublisherStore>;

/** How long a lease of these stories lasts. */
export const leaseMs = 60_000;

/** A line that says that a step is meant. */
export function journalLine(step: string): JournalEntry {
  return {
    step,
    event: 'intended',
    attempt: 1,
    at: contractNow,
    handle: null,
    note: null,
    until: null,
    refusals: [],
    requestId: null,
  };
}

/** The beginnings over one kind of store; each gives a store of its own. */
export function storiesOf(open: OpenPublisherStore) {
  async function opened() {
    const clock = new ManualClock(contractNow);
    return { clock, ...(await open(clock)) };
  }

  async function admittedStory(n = 1) {
    const story = await opened();
    await story.store.transaction(async (transaction) => {
      await transaction.insertOperation(admittedSample(n));
      await transaction.appendAudit(recordSample(n));
    });
    return { ...story, operationId: admittedSample(n).operationId };
  }

  return { opened, admittedStory };
}
