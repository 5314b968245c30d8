// SPDX-License-Identifier: Apache-2.0
// Reads the body of an answer into memory, up to a limit, and says whether it is whole.
import type { Readable } from 'node:stream';
import { concatBytes } from '@marketops/core';
import { faultName } from './fault-name.ts';

/** What was read of a body. */
export interface AnswerBody {
  readonly body: Uint8Array;
  /** Why it is not whole; null where it is. */
  readonly cutShort: string | null;
}

/** Reads `stream` to its end, its failure, or one byte more than `bytesMax`; never throws. */
export async function readAnswerBody(stream: Readable, bytesMax: number): Promise<AnswerBody> {
  const arriving: AsyncIterable<Uint8Array> = stream;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of arriving) {
      bytes += chunk.byteLength;
      // Leaving the loop destroys the stream and with it the connection.
      if (bytes > bytesMax) {
        return { body: new Uint8Array(), cutShort: `over ${bytesMax} bytes` };
      }
      chunks.push(chunk);
    }
    return { body: concatBytes(chunks), cutShort: null };
  } catch (error) {
    return { body: new Uint8Array(), cutShort: faultName(error) };
  }
}
