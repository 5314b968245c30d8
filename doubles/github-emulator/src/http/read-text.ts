// SPDX-License-Identifier: Apache-2.0
// Reads a small request body into memory.

import type { IncomingMessage } from 'node:http';

// A blob of 100 MB in Base64, with room to spare.
const textBodyBytesMax = 160 * 1024 * 1024;

/** Reads the body as UTF-8 text; undefined when it broke off or is over the limit. */
export async function readText(
  request: IncomingMessage,
  breaksAfterBytes: number | null = null,
): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request) {
      const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk), 'utf8');
      size += bytes.length;
      if (size > (breaksAfterBytes ?? textBodyBytesMax)) {
        return undefined;
      }
      chunks.push(bytes);
    }
  } catch {
    return undefined;
  }
  return breaksAfterBytes === null ? Buffer.concat(chunks).toString('utf8') : undefined;
}
