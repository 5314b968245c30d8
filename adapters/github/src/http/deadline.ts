// SPDX-License-Identifier: Apache-2.0
// A point after which nobody waits any longer. It breaks off the exchange as well, so that nothing
// is sent once its caller has been told that time is up.

/** Time is up. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';
  readonly afterMs: number;

  constructor(afterMs: number) {
    super(`timeout after ${afterMs} ms`);
    this.afterMs = afterMs;
  }
}

/** Counts down from its making until it is cleared. */
export class Deadline implements Disposable {
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;
  readonly #passed: Promise<never>;

  constructor(ms: number) {
    const { promise, reject } = Promise.withResolvers<never>();
    // Whoever races against it hears of it; where nobody does, it is no unhandled rejection.
    promise.catch(() => {});
    this.#passed = promise;
    this.#timer = setTimeout(() => {
      const error = new DeadlineError(ms);
      this.#controller.abort(error);
      reject(error);
    }, ms);
  }

  /** Breaks off what is given it when time is up. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Counts down anew, unless time is up. */
  restart(): void {
    if (!this.signal.aborted) this.#timer.refresh();
  }

  /** The outcome of `work`, or a DeadlineError where time is up first. */
  async race<T>(work: Promise<T>): Promise<T> {
    work.catch(() => {});
    return Promise.race([work, this.#passed]);
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }
}
