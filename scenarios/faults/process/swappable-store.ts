// SPDX-License-Identifier: Apache-2.0
// A store that can be made full from one moment to the next: the same file, opened once more with no
// page to spare, as on a disk that has just filled up.
import type { Clock } from '@marketops/core';
import type { PublisherStore, PublisherTransaction } from '@marketops/publisher';
import { openSqliteStore, type SqliteStore } from '@marketops/store-sqlite';

/** The publisher's store over one file. */
export class SwappableStore implements PublisherStore {
  readonly #path: string;
  readonly #clock: Clock;
  #store: SqliteStore;

  private constructor(path: string, clock: Clock, store: SqliteStore) {
    this.#path = path;
    this.#clock = clock;
    this.#store = store;
  }

  /** Opens the file. */
  static async open(path: string, clock: Clock): Promise<SwappableStore> {
    return new SwappableStore(path, clock, await openSqliteStore(path, { clock }));
  }

  transaction<T>(work: (transaction: PublisherTransaction) => Promise<T>): Promise<T> {
    return this.#store.publisher.transaction(work);
  }

  /** From here on the file does not grow by a single page. */
  async fillUp(): Promise<void> {
    const before = this.#store;
    this.#store = await openSqliteStore(this.#path, { clock: this.#clock, pagesMax: 1 });
    await before.close();
  }

  /** Closes the file. */
  async close(): Promise<void> {
    await this.#store.close();
  }
}
