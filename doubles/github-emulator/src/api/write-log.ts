// SPDX-License-Identifier: Apache-2.0
// The record of every call, and of every write apart: what the emulator really did, whatever the client
// was told.

import type { Method } from './api-request.ts';

/** One call as it arrived. */
export interface RequestLogEntry {
  readonly sequence: number;
  readonly at: number;
  readonly requestId: string;
  readonly method: string;
  /** The route template, or null when no route is served under the path. */
  readonly route: string | null;
  readonly path: string;
  /** The name of the caller; never a secret. */
  actor: string;
  /** The status the client was sent; null while, or when, it was sent none. */
  answeredStatus: number | null;
  /** The text of the request body; null for none, for uploads and above 65,536 characters. */
  body: string | null;
  /** The kinds of the faults that were injected. */
  readonly faults: string[];
}

/** One application of a write call; a call delivered twice has two entries. */
export interface WriteLogEntry {
  readonly sequence: number;
  readonly at: number;
  readonly requestId: string;
  readonly method: Method;
  readonly route: string;
  readonly path: string;
  readonly actor: string;
  /** `owner/name` as in the path, or null. */
  readonly repository: string | null;
  /** True when the state changed. */
  readonly applied: boolean;
  /** The status the call was worth, whether or not the client saw it; null when it was not processed. */
  readonly status: number | null;
  readonly ids: Readonly<Record<string, string | number>>;
  /** True when the change is visible to somebody without write access. */
  readonly publicEffect: boolean;
  /** The kinds of the faults that were injected. */
  readonly faults: readonly string[];
}

/** A write log entry before it is numbered. */
export type WriteLogRecord = Omit<WriteLogEntry, 'sequence'>;

/** Both logs of an emulator. */
export class CallLog {
  readonly #requests: RequestLogEntry[] = [];
  readonly #writes: WriteLogEntry[] = [];

  /** Starts the entry of a call. */
  open(entry: Omit<RequestLogEntry, 'sequence'>): RequestLogEntry {
    const opened = { ...entry, sequence: this.#requests.length + 1 };
    this.#requests.push(opened);
    return opened;
  }

  /** Adds a write. */
  addWrite(record: WriteLogRecord): void {
    this.#writes.push({ ...record, sequence: this.#writes.length + 1 });
  }

  /** All calls so far. */
  requests(): readonly RequestLogEntry[] {
    return this.#requests;
  }

  /** All writes so far. */
  writes(): readonly WriteLogEntry[] {
    return this.#writes;
  }
}
