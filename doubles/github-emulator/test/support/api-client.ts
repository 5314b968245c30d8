// SPDX-License-Identifier: Apache-2.0
// A plain HTTP client for tests, over node:http so that nothing is retried or redirected.

import { request as httpRequest } from 'node:http';

import {
  isJsonArray,
  isJsonObject,
  type Json,
  type JsonObject,
  parseJson,
} from '../../src/json.ts';

/** An answer as it came over the wire. */
export interface ClientAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
  /** The body as JSON; undefined when it is none. */
  readonly json: Json | undefined;
  /** The body as a JSON object; empty when it is none. */
  readonly object: JsonObject;
  /** The body as a list of JSON objects; empty when it is none. */
  readonly list: readonly JsonObject[];
}

/** How to call: a JSON value or bytes as body, and more headers. */
export interface CallOptions {
  readonly body?: Json;
  readonly bytes?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sends the body in chunks, without its length. */
  readonly chunked?: boolean;
}

/** Calls one method of one URL; rejects with the connection's error code. */
export type ApiClient = (
  method: string,
  path: string,
  options?: CallOptions,
) => Promise<ClientAnswer>;

/** Makes a client for a base URL; `token` null calls anonymously. Absolute URLs are called as given. */
export function makeClient(baseUrl: string, token: string | null): ApiClient {
  return async (method, path, options = {}) => {
    const url = path.startsWith('http') ? path : `${baseUrl}${path}`;
    const body = bodyOf(options);
    return send(method, url, {
      body,
      headers: {
        'user-agent': 'emulator-tests',
        accept: 'application/vnd.github+json',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined || options.chunked === true
          ? {}
          : { 'content-length': String(body.byteLength) }),
        ...(options.chunked === true ? { 'transfer-encoding': 'chunked' } : {}),
        ...options.headers,
      },
    });
  };
}

function bodyOf(options: CallOptions): Uint8Array | undefined {
  return options.body === undefined
    ? options.bytes
    : Buffer.from(JSON.stringify(options.body), 'utf8');
}

async function send(
  method: string,
  url: string,
  parts: { body: Uint8Array | undefined; headers: Record<string, string> },
): Promise<ClientAnswer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      url,
      { method, headers: parts.headers, agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const bytes = Buffer.concat(chunks);
          resolve(answerOf(response.statusCode ?? 0, response.headers, bytes));
        });
      },
    );
    request.on('error', reject);
    request.end(parts.body);
  });
}

function answerOf(
  status: number,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  bytes: Buffer,
): ClientAnswer {
  const json = bytes.length === 0 ? undefined : parseJson(bytes.toString('utf8'));
  return {
    status,
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, String(value)]),
    ),
    bytes,
    json,
    object: isJsonObject(json) ? json : {},
    list: isJsonArray(json) ? json.filter(isJsonObject) : [],
  };
}
