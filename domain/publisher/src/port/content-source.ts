// SPDX-License-Identifier: Apache-2.0
// The bytes behind the digests that were approved.
import type { Sha256Digest } from '@marketops/core';

/** Bytes whose digest was approved. */
export interface ContentSource {
  /**
   * Opens the content of a digest, or null where nothing is known under it. The stream is hashed on
   * the way and throws ContentChangedError before its last chunk is delivered if the bytes differ,
   * so that a changed file never arrives whole anywhere.
   */
  open(sha256: Sha256Digest, size: number): Promise<OpenContent | null>;
}

/** Content that is about to be read, once. */
export interface OpenContent {
  readonly size: number;
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Lets go of the file, whether or not it was read. */
  close(): Promise<void>;
}

/** The bytes are not those that were approved. */
export class ContentChangedError extends Error {
  override readonly name = 'ContentChangedError';
}
