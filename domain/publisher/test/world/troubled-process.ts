// SPDX-License-Identifier: Apache-2.0
// One publisher process among several: everything that it does outside itself stops at gates, where it
// can be suspended or end for good, and where its store can fail.
import type { Clock } from '@marketops/core';
import {
  CommitInDoubtError,
  type GitHubPublisher,
  type GitHubSession,
  type PublisherStore,
  type PublisherTransaction,
} from '@marketops/publisher';
import type { PublisherStory } from '../story/publisher-story.ts';
import type { TurnTaker, Turns } from './turns.ts';

/** What happens to a transaction. */
export type StoreFault = 'disk_full' | 'doubt_not_committed' | 'doubt_committed';

/** What a process is put into. */
export interface ProcessPlace {
  readonly story: PublisherStory;
  readonly turns: Turns;
  /** What happens to the next transaction; null lets it pass. */
  readonly storeFault: () => StoreFault | null;
  /** Called by name before each call to GitHub of this process. */
  readonly calls: (holder: string) => void;
  /** Called after each commit. */
  readonly committed: () => void;
}

class DiskFullError extends Error {
  override readonly name = 'DiskFullError';
}

/** One publisher process among several. */
export class TroubledProcess implements TurnTaker {
  readonly holder: string;
  readonly publisher: GitHubPublisher;
  readonly #place: ProcessPlace;
  suspendedUntilMs = 0;
  isDead = false;

  constructor(holder: string, place: ProcessPlace) {
    this.holder = holder;
    this.#place = place;
    const { story, turns } = place;
    const clock: Clock = {
      now: () => story.clock.now(),
      sleep: (ms) => turns.sleep(this, ms),
    };
    this.publisher = story.publisherIn(holder, {
      clock,
      store: this.#store(),
      sessions: {
        open: async () => {
          const opened = await this.#call(() => story.github.open());
          return opened.ok ? { ...opened, value: this.#session(opened.value) } : opened;
        },
      },
    });
  }

  async #call<T>(send: () => Promise<T>): Promise<T> {
    const { turns, calls } = this.#place;
    await turns.gate(this, 'request');
    calls(this.holder);
    const answer = await send();
    await turns.gate(this, 'answer');
    return answer;
  }

  /** The session with a gate before and after each of its calls. */
  #session(session: GitHubSession): GitHubSession {
    return new Proxy(session, {
      get: (target, name) => {
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== 'function' || name === 'close') return method;
        return (...given: readonly unknown[]) =>
          this.#call(async (): Promise<unknown> => Reflect.apply(method, target, given));
      },
    });
  }

  #store(): PublisherStore {
    const { story, turns, storeFault, committed } = this.#place;
    return {
      transaction: async <T>(work: (tx: PublisherTransaction) => Promise<T>): Promise<T> => {
        await turns.gate(this, 'store');
        const fault = storeFault();
        const value = await story.store.transaction(async (tx) => {
          const done = await work(tx);
          if (fault === 'disk_full') throw new DiskFullError('database or disk is full');
          if (fault === 'doubt_not_committed') throw new CommitInDoubtError('connection lost');
          return done;
        });
        committed();
        await turns.gate(this, 'commit');
        if (fault === 'doubt_committed') throw new CommitInDoubtError('connection lost');
        return value;
      },
    };
  }
}
