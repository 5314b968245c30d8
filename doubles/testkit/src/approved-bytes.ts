// SPDX-License-Identifier: Apache-2.0
// Approved bytes in memory, in small chunks; tests can take them away, or change them after approval.
import { sha256Hex, type Sha256Digest } from '@marketops/core';
import { ContentChangedError, type ContentSource, type OpenContent } from '@marketops/publisher';

const chunkBytes = 7;

/** A `ContentSource` in memory. */
export class ApprovedBytes implements ContentSource {
  readonly #contents = new Map<string, Uint8Array>();

  constructor(contents: readonly Uint8Array[]) {
    for (const bytes of contents) this.#contents.set(sha256Hex(bytes), bytes);
  }

  /** The bytes behind an approved digest become others. */
  change(sha256: string, bytes: Uint8Array): void {
    this.#contents.set(sha256, bytes);
  }

  /** The bytes behind an approved digest are gone. */
  forget(sha256: string): void {
    this.#contents.delete(sha256);
  }

  open(sha256: Sha256Digest, size: number): Promise<OpenContent | null> {
    const bytes = this.#contents.get(sha256);
    if (bytes === undefined) return Promise.resolve(null);
    const approved = sha256Hex(bytes) === sha256 && bytes.length === size;
    const chunks = inChunks(bytes, approved);
    return Promise.resolve({ size, chunks, close: () => Promise.resolve() });
  }
}

/** All chunks of approved bytes; of others, all but the last. */
async function* inChunks(bytes: Uint8Array, approved: boolean): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += chunkBytes) {
    const last = start + chunkBytes >= bytes.length;
    if (last && !approved) throw new ContentChangedError('the bytes have changed');
    yield bytes.subarray(start, start + chunkBytes);
  }
}
