// SPDX-License-Identifier: Apache-2.0
// Tells a listener of one operation's progress. A listener that throws disturbs nothing.
import type { Clock, OperationId } from '@marketops/core';
import type { ProgressEvent, ProgressListener } from '../port/progress-listener.ts';

/** What happened, without the operation and the time. */
export type ProgressNews = ProgressEvent extends infer Event
  ? Event extends ProgressEvent
    ? Omit<Event, 'operationId' | 'at'>
    : never
  : never;

/** Tells of one operation's progress. */
export class Progress {
  readonly #listener: ProgressListener | null;
  readonly #clock: Clock;
  readonly #operationId: OperationId;

  constructor(listener: ProgressListener | null, clock: Clock, operationId: OperationId) {
    this.#listener = listener;
    this.#clock = clock;
    this.#operationId = operationId;
  }

  /** Tells of one thing that happened; never throws. */
  tell(news: ProgressNews): void {
    try {
      const at = this.#clock.now();
      this.#listener?.report({ ...news, operationId: this.#operationId, at });
    } catch {
      // Nothing depends on a listener.
    }
  }
}
