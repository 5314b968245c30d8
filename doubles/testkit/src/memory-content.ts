// SPDX-License-Identifier: Apache-2.0
// A content registry in memory, for tests of what a plan registers.
import { digestOfBytes, type Sha256Digest } from '@marketops/core';
import type { ContentRegistry, FileContentEntry } from '@marketops/engine';

/** A `ContentRegistry` in memory. */
export class MemoryContentRegistry implements ContentRegistry {
  readonly files = new Map<Sha256Digest, FileContentEntry>();
  readonly contents = new Map<Sha256Digest, Uint8Array>();

  registerFile(entry: FileContentEntry): Promise<void> {
    this.files.set(entry.sha256, entry);
    return Promise.resolve();
  }

  registerBytes(sha256: Sha256Digest, bytes: Uint8Array): Promise<void> {
    if (digestOfBytes(bytes) !== sha256) {
      return Promise.reject(new RangeError('bytes of another digest'));
    }
    this.contents.set(sha256, bytes);
    return Promise.resolve();
  }
}
