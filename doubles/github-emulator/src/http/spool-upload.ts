// SPDX-License-Identifier: Apache-2.0
// Writes a request body to disk as it arrives, hashing on the way; memory does not grow with its size.

import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream/promises';

import type { SpooledUpload } from '../api/spooled-upload.ts';

/** How spooling ended: complete, or broken off by the client or on purpose. */
export type SpoolResult =
  | { readonly kind: 'complete'; readonly upload: SpooledUpload }
  | { readonly kind: 'broken' };

/** What to do to the bytes on the way. */
export interface SpoolOptions {
  readonly path: string;
  /** Flips the first byte, so that what is stored differs from what was sent. */
  readonly altersBytes: boolean;
  /** Breaks off after so many bytes. */
  readonly breaksAfterBytes: number | null;
}

class BrokenOffError extends Error {}

/** Spools a request body; never throws for a body that breaks off. */
export async function spoolUpload(
  request: IncomingMessage,
  options: SpoolOptions,
): Promise<SpoolResult> {
  const hash = createHash('sha256');
  let size = 0;
  const measure = async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      const kept = options.altersBytes && size === 0 ? withFirstByteFlipped(chunk) : chunk;
      size += kept.length;
      if (options.breaksAfterBytes !== null && size > options.breaksAfterBytes) {
        throw new BrokenOffError('broken off by a fault rule');
      }
      hash.update(kept);
      yield kept;
    }
  };
  try {
    await pipeline(request, measure, createWriteStream(options.path));
  } catch {
    await rm(options.path, { force: true });
    return { kind: 'broken' };
  }
  if (options.breaksAfterBytes !== null) {
    await rm(options.path, { force: true });
    return { kind: 'broken' };
  }
  return { kind: 'complete', upload: { path: options.path, size, sha256: hash.digest('hex') } };
}

function withFirstByteFlipped(chunk: Buffer): Buffer {
  const copy = Buffer.from(chunk);
  copy[0] = (copy[0] ?? 0) ^ 0xff;
  return copy;
}
