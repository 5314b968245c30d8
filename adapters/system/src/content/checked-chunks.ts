// SPDX-License-Identifier: Apache-2.0
// Reads a file that was approved by size and digest, in pieces and once. The last piece is given out
// only after every byte has been hashed as it was read, so that nobody ever holds the whole of a
// file that is not the approved one.
import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import type { Sha256Digest } from '@marketops/core';
import { ContentChangedError } from '@marketops/publisher';

/**
 * How much is read at once; three pieces are in memory at most. No more than a socket takes at a time:
 * larger pieces make the reader and the network wait for each other in turn.
 */
export const contentChunkBytes = 65_536;

/** What was approved, and where it is being read. */
export interface ApprovedContent {
  readonly sha256: Sha256Digest;
  /** Bytes. */
  readonly size: number;
  readonly path: string;
}

/** The file's bytes in order; throws ContentChangedError where they are not the approved ones. */
export async function* checkedChunks(
  file: FileHandle,
  approved: ApprovedContent,
): AsyncGenerator<Uint8Array, void, void> {
  const { size } = approved;
  const hash = createHash('sha256');
  let held: Uint8Array | null = null;
  for (let position = 0; position < size; position += contentChunkBytes) {
    const chunk = await readAt(file, position, Math.min(contentChunkBytes, size - position));
    if (chunk === null) throw contentChanged(approved, 'fewer bytes');
    hash.update(chunk);
    if (held !== null) yield held;
    held = chunk;
  }
  if ((await readAt(file, size, 1)) !== null) throw contentChanged(approved, 'more bytes');
  const digest = hash.digest('hex');
  if (digest !== approved.sha256) throw contentChanged(approved, `SHA-256 ${digest}`);
  if (held !== null) yield held;
}

/** The error that says what was approved and what was found instead. */
export function contentChanged(
  { sha256, size, path }: ApprovedContent,
  found: string,
): ContentChangedError {
  return new ContentChangedError(
    `${path}: expected the approved ${size} bytes with SHA-256 ${sha256}, found ${found}`,
  );
}

/** Exactly `length` bytes, or null where the file ends before. */
async function readAt(file: FileHandle, start: number, length: number): Promise<Buffer | null> {
  const chunk = Buffer.allocUnsafeSlow(length);
  for (let filled = 0; filled < length; ) {
    const { bytesRead } = await file.read(chunk, filled, length - filled, start + filled);
    if (bytesRead === 0) return null;
    filled += bytesRead;
  }
  return chunk;
}
