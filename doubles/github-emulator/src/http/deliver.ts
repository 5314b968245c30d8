// SPDX-License-Identifier: Apache-2.0
// Sends an answer over a connection: whole, cut in half, or not at all.

import { createReadStream } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';

import type { Answer } from '../api/answer.ts';

const jsonType = 'application/json; charset=utf-8';

/** Sends a whole answer; a client that goes away meanwhile is no error. */
export async function deliver(
  response: ServerResponse,
  answer: Answer,
  omitBody: boolean,
): Promise<void> {
  const { body } = answer;
  if (body.kind === 'file') {
    const headers = { 'content-type': body.contentType, 'content-length': String(body.size) };
    response.writeHead(answer.status, { ...answer.headers, ...headers });
    if (omitBody) {
      response.end();
      return;
    }
    await pipeline(createReadStream(body.path), response).catch(() => response.destroy());
    return;
  }
  const { bytes, headers } = encodeBody(answer);
  response.writeHead(answer.status, { ...answer.headers, ...headers });
  response.end(omitBody ? undefined : bytes);
}

/** Sends the headers and the first half of the body, then resets the connection. */
export function deliverTruncated(response: ServerResponse, answer: Answer): void {
  const { bytes, headers } = encodeBody(answer);
  response.writeHead(answer.status, { ...answer.headers, ...headers });
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => resetConnection(response));
}

/** Resets the connection under an answer. */
export function resetConnection(response: ServerResponse): void {
  const { socket } = response;
  if (socket === null) {
    response.destroy();
  } else {
    socket.resetAndDestroy();
  }
}

function encodeBody(answer: Answer): { bytes: Buffer; headers: Record<string, string> } {
  const { body } = answer;
  switch (body.kind) {
    case 'none':
    case 'file':
      return {
        bytes: Buffer.alloc(0),
        headers: answer.status === 204 ? {} : { 'content-length': '0' },
      };
    case 'json': {
      const bytes = Buffer.from(JSON.stringify(body.value), 'utf8');
      return {
        bytes,
        headers: { 'content-type': jsonType, 'content-length': String(bytes.length) },
      };
    }
    case 'bytes':
    case 'text': {
      const bytes = body.kind === 'bytes' ? body.bytes : Buffer.from(body.text, 'utf8');
      return {
        bytes,
        headers: { 'content-type': body.contentType, 'content-length': String(bytes.length) },
      };
    }
  }
}
