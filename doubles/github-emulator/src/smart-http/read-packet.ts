// SPDX-License-Identifier: Apache-2.0
// Reads the body that a git client sends.

import type { IncomingMessage } from 'node:http';

import { ApiRefusal } from '../api/api-refusal.ts';

const pushBytesMax = 256 * 1024 * 1024;

/** Reads the whole body; throws 413 above the limit. */
export async function readPacket(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk), 'utf8');
    size += bytes.length;
    if (size > pushBytesMax) {
      throw new ApiRefusal(413, `The push is larger than ${pushBytesMax} bytes.`);
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
