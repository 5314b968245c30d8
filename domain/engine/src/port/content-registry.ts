// SPDX-License-Identifier: Apache-2.0
// Where the publisher will find the bytes behind the digests of a plan. Registering gives nobody the
// right to publish; the publisher hashes again whatever it reads.
import type { Sha256Digest } from '@marketops/core';

/** A file that stays where it is. */
export interface FileContentEntry {
  readonly sha256: Sha256Digest;
  readonly size: number;
  /** An absolute path. */
  readonly location: string;
}

/** Remembers content by its digest. Registering the same digest again replaces where it is found. */
export interface ContentRegistry {
  /** Remembers where a file is; its bytes are not copied. Durable when it returns. */
  registerFile(entry: FileContentEntry): Promise<void>;
  /** Stores the bytes themselves; throws RangeError if `sha256` is not theirs. Durable likewise. */
  registerBytes(sha256: Sha256Digest, bytes: Uint8Array): Promise<void>;
}
