// SPDX-License-Identifier: Apache-2.0
// The publisher's store with the log's head signed as it goes: after every admission, settlement and
// rejection, and at the latest before the next write is announced. What a cut log or a backup that is
// put back has forgotten then shows at the next start, however this process ends.
import type { OperationAuditRecord } from '@marketops/core';
import type { PublisherStore, PublisherTransaction } from '@marketops/publisher';

type Event = OperationAuditRecord['event'];

const concluding: ReadonlySet<Event> = new Set([
  'operation.admitted',
  'operation.rejected',
  'operation.settled',
  'operation.reconciled',
]);

/** What heads are signed with. */
export interface HeadSigningParts {
  readonly store: PublisherStore;
  /** Filled with the events that the present transaction of the store has recorded. */
  readonly recorded: Set<Event>;
  /** Signs the head of the log as it is durable when it is called. */
  readonly sign: () => Promise<unknown>;
}

/**
 * Signs heads around a publisher's store. While a head cannot be written no write can be announced, so
 * that nothing is sent; everything else is recorded all the same, so that no outcome is lost to it.
 */
export class HeadSigningStore implements PublisherStore {
  readonly #parts: HeadSigningParts;
  /**
   * Transactions that concluded something, and up to which of them a head was signed. The first stands
   * for what an earlier process recorded, which may have been killed before it signed.
   */
  #concluded = 1;
  #covered = 0;
  #running: Promise<void> = Promise.resolve();
  #waiting: Promise<void> | null = null;

  constructor(parts: HeadSigningParts) {
    this.#parts = parts;
  }

  async transaction<T>(work: (transaction: PublisherTransaction) => Promise<T>): Promise<T> {
    // What is concluded from here on belongs to other operations than the one that is announced.
    const due = this.#concluded;
    try {
      return await this.#run(work, due);
    } catch (error) {
      if (!(error instanceof HeadDueError)) throw error;
    }
    await this.#signed();
    return this.#run(work, due);
  }

  async #run<T>(work: (transaction: PublisherTransaction) => Promise<T>, due: number): Promise<T> {
    const { store, recorded } = this.#parts;
    let concluded = false;
    const recording = store.transaction(async (transaction) => {
      recorded.clear();
      const answer = await work(transaction);
      if (recorded.has('operation.attempted') && this.#covered < due) throw new HeadDueError();
      concluded = [...recorded].some((event) => concluding.has(event));
      return answer;
    });
    const answer = await recording.finally(() => {
      // Also where the commit is in doubt: it may have taken place.
      if (concluded) this.#concluded += 1;
    });
    if (concluded) await this.#signed().catch(() => undefined);
    return answer;
  }

  /** One head is signed at a time; all that come meanwhile share the next. */
  #signed(): Promise<void> {
    this.#waiting ??= this.#running.then(() => {
      this.#waiting = null;
      const signing = this.#signNow();
      this.#running = signing.catch(() => undefined);
      return signing;
    });
    return this.#waiting;
  }

  async #signNow(): Promise<void> {
    const concluded = this.#concluded;
    await this.#parts.sign();
    this.#covered = concluded;
  }
}

/** A write was about to be announced over records that no signed head covers. */
class HeadDueError extends Error {
  override readonly name = 'HeadDueError';
}
