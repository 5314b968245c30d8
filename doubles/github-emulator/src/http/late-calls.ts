// SPDX-License-Identifier: Apache-2.0
// Calls whose answer was lost and that GitHub applies later. They are applied when the emulator's clock
// has passed their time, at the next request, timer or clock change.

/** Calls waiting to be applied. */
export class LateCalls {
  readonly #now: () => number;
  readonly #timers = new Set<NodeJS.Timeout>();
  #waiting: { dueAt: number; apply: () => void }[] = [];

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Applies a call `ms` milliseconds from now. */
  schedule(ms: number, apply: () => void): void {
    this.#waiting.push({ dueAt: this.#now() + ms, apply });
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.flush();
    }, ms);
    this.#timers.add(timer);
  }

  /** Applies the calls whose time has come, in the order of their times. */
  flush(): void {
    const now = this.#now();
    const due = this.#waiting.filter((call) => call.dueAt <= now);
    this.#waiting = this.#waiting.filter((call) => call.dueAt > now);
    for (const call of due.toSorted((left, right) => left.dueAt - right.dueAt)) {
      call.apply();
    }
  }

  /** The number of calls still waiting. */
  get size(): number {
    return this.#waiting.length;
  }

  /** Forgets all waiting calls. */
  close(): void {
    for (const timer of this.#timers) {
      clearTimeout(timer);
    }
    this.#waiting = [];
  }
}
