// SPDX-License-Identifier: Apache-2.0
// Ends a publishing process at its nth point: before or after any call to GitHub, before or after any
// commit of its store. From then on nothing it does has any effect.
import type { PublisherStore, PublisherTransaction } from '@marketops/publisher';
import type { PublisherStory } from './publisher-story.ts';

/** The process is gone. */
class ProcessDied extends Error {
  override readonly name = 'ProcessDied';
}

/** One process that dies at a point. */
export class DyingProcess {
  readonly #dieAt: number;
  #points = 0;
  #dead = false;

  /** Dies at point `dieAt`, from 1; never if it does not live that long. */
  constructor(dieAt: number) {
    this.#dieAt = dieAt;
  }

  /** How many points it has passed. */
  get points(): number {
    return this.#points;
  }

  get died(): boolean {
    return this.#dead;
  }

  /** Passes one point, or dies there. */
  pass(): void {
    this.#points += 1;
    if (this.#points === this.#dieAt) this.#dead = true;
    if (this.#dead) throw new ProcessDied('killed');
  }

  /** The story's store as this process uses it. */
  storeOf(story: PublisherStory): PublisherStore {
    return {
      transaction: async <T>(work: (tx: PublisherTransaction) => Promise<T>): Promise<T> => {
        this.pass();
        const value = await story.store.transaction(work);
        this.pass();
        return value;
      },
    };
  }

  /** Lets GitHub's calls in the story be made by this process. */
  callsOf(story: PublisherStory): void {
    story.github.beforeCall = () => this.pass();
    story.github.afterCall = () => this.pass();
  }
}

/** From now on the story's calls to GitHub are made by a process that lives. */
export function nobodyDies(story: PublisherStory): void {
  story.github.beforeCall = () => {};
  story.github.afterCall = () => {};
}
