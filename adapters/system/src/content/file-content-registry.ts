// SPDX-License-Identifier: Apache-2.0
// Planning tells here where the bytes of a plan are. Files stay where they are; small contents that
// exist in no file are kept under their digest.
import { createHash } from 'node:crypto';
import { isAbsolute } from 'node:path';
import type { Sha256Digest } from '@marketops/core';
import type { ContentRegistry, FileContentEntry } from '@marketops/engine';
import type { ContentIndex } from './content-index.ts';

/** A registry over a folder. */
export class FileContentRegistry implements ContentRegistry {
  readonly #index: ContentIndex;

  constructor(index: ContentIndex) {
    this.#index = index;
  }

  /** @throws RangeError where the location is not an absolute path. */
  async registerFile(entry: FileContentEntry): Promise<void> {
    const { location } = entry;
    if (!isAbsolute(location) || location.includes('\0')) {
      throw new RangeError(`location: expected an absolute path, found ${location}`);
    }
    await this.#index.rememberFile(entry);
  }

  async registerBytes(sha256: Sha256Digest, bytes: Uint8Array): Promise<void> {
    const found = createHash('sha256').update(bytes).digest('hex');
    if (found !== sha256) {
      throw new RangeError(`sha256: expected the digest of the bytes, ${found}, found ${sha256}`);
    }
    await this.#index.keep(sha256, bytes);
  }
}
