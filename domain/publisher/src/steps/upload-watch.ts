// SPDX-License-Identifier: Apache-2.0
// Watches an upload on its way: the lease is kept while bytes flow, progress is told, and an error
// of the source is remembered, whatever the sender makes of it.
import type { OperationJournal } from '../protocol/operation-journal.ts';
import type { Progress } from '../protocol/progress.ts';

/** Progress is told once for so many bytes, and at the end. */
const progressBytes = 1_048_576;

/** What a watch needs of a pass. */
export interface Watching {
  readonly journal: Pick<OperationJournal, 'keepLease'>;
  readonly progress: Progress;
}

/** What is being sent. */
export interface WatchedUpload {
  readonly step: string;
  readonly bytesTotal: number;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** The bytes of one upload, and what went wrong with them. */
export class UploadWatch {
  readonly #pass: Watching;
  readonly #upload: WatchedUpload;
  #error: Error | null = null;

  constructor(pass: Watching, upload: WatchedUpload) {
    this.#pass = pass;
    this.#upload = upload;
  }

  /** Why the bytes ended early, or null. */
  get error(): Error | null {
    return this.#error;
  }

  /** The bytes, to be sent once. */
  async *chunks(): AsyncGenerator<Uint8Array, void, void> {
    const { step, bytesTotal, chunks } = this.#upload;
    let bytes = 0;
    try {
      for await (const chunk of chunks) {
        await this.#pass.journal.keepLease();
        yield chunk;
        const toldBefore = Math.floor(bytes / progressBytes);
        bytes += chunk.length;
        if (Math.floor(bytes / progressBytes) === toldBefore && bytes < bytesTotal) continue;
        this.#pass.progress.tell({ kind: 'transferred', step, bytes, bytesTotal });
      }
    } catch (error) {
      this.#error = error instanceof Error ? error : new Error('the bytes ended early');
      throw error;
    }
  }
}
