// SPDX-License-Identifier: Apache-2.0
// The publisher's way to the bytes behind approved digests: files where they were registered, opened
// without following a link and without waiting for a pipe.
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import type { Sha256Digest } from '@marketops/core';
import type { ContentSource, OpenContent } from '@marketops/publisher';
import { checkedChunks, contentChanged, type ApprovedContent } from './checked-chunks.ts';
import type { ContentIndex } from './content-index.ts';
import { systemErrorCode } from '../file/system-error.ts';

/** Codes that say that there is nothing to read; other failures are faults. */
const absentCodes: ReadonlySet<string | null> = new Set(['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM']);
const linkCode = 'ELOOP';

/** A source over the registered files of one index. */
export class FileContentSource implements ContentSource {
  readonly #index: ContentIndex;

  constructor(index: ContentIndex) {
    this.#index = index;
  }

  /**
   * Opens the registered file, or null where none is registered, or none is there, or it may not be
   * read. A file that can be seen to differ is opened too: its chunks throw before the first byte.
   */
  async open(sha256: Sha256Digest, size: number): Promise<OpenContent | null> {
    const path = await this.#index.find(sha256);
    if (path === null) return null;
    const approved: ApprovedContent = { sha256, size, path };
    try {
      return await openFile(approved);
    } catch (error) {
      const code = systemErrorCode(error);
      if (absentCodes.has(code)) return null;
      if (code === linkCode) return differing(approved, 'a link');
      throw error;
    }
  }
}

async function openFile(approved: ApprovedContent): Promise<OpenContent> {
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK, O_NOCTTY } = constants;
  const file = await open(approved.path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
  try {
    const stats = await file.stat();
    const found = stats.isFile() ? `${stats.size} bytes` : 'something that is no regular file';
    if (stats.isFile() && stats.size === approved.size) return new OpenFile(file, approved);
    await file.close();
    return differing(approved, found);
  } catch (error) {
    await file.close();
    throw error;
  }
}

function differing(approved: ApprovedContent, found: string): OpenContent {
  const chunks: AsyncIterable<Uint8Array> = {
    [Symbol.asyncIterator]: () => ({
      next: () => Promise.reject(contentChanged(approved, found)),
    }),
  };
  return { size: approved.size, chunks, close: () => Promise.resolve() };
}

/** A file that is read once; it is let go of when it has been read, or given up, or closed. */
class OpenFile implements OpenContent {
  readonly size: number;
  readonly chunks: AsyncIterable<Uint8Array>;
  readonly #file: FileHandle;
  #closed: Promise<void> | null = null;

  constructor(file: FileHandle, approved: ApprovedContent) {
    this.#file = file;
    this.size = approved.size;
    let begun = false;
    this.chunks = {
      [Symbol.asyncIterator]: () => {
        if (begun) throw new TypeError('this content has been read; open it again');
        begun = true;
        return this.#read(approved);
      },
    };
  }

  close(): Promise<void> {
    this.#closed ??= this.#file.close();
    return this.#closed;
  }

  async *#read(approved: ApprovedContent): AsyncGenerator<Uint8Array, void, void> {
    try {
      yield* checkedChunks(this.#file, approved);
    } finally {
      await this.close();
    }
  }
}
