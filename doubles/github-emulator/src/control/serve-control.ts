// SPDX-License-Identifier: Apache-2.0
// The control interface over HTTP, below `/_emulator/`, guarded by the control token.

import { timingSafeEqual } from 'node:crypto';

import type { Answer } from '../api/answer.ts';
import { deliver } from '../http/deliver.ts';
import type { Exchange } from '../http/exchange.ts';
import { readText } from '../http/read-text.ts';
import type { RequestParts } from '../http/request-handler.ts';
import { isJsonObject, type Json, type JsonObject, parseJson } from '../json.ts';
import { ControlInputError, InputFields } from './control-input.ts';
import { controlRoutes } from './control-routes.ts';

/** Serves one control request; bad input answers 400 and names the field. */
export async function serveControl(
  parts: RequestParts,
  exchange: Exchange,
  target: { path: string; query: URLSearchParams },
): Promise<void> {
  const { incoming, response } = exchange;
  const { status, value } = isAuthorized(parts.controlToken, incoming.headers.authorization)
    ? await answerControl(parts, exchange, target)
    : { status: 401, value: { error: 'authorization must be "Bearer CONTROL_TOKEN"' } };
  const body = { kind: 'json', value } as const;
  const answer: Answer = { status, headers: { 'cache-control': 'no-store' }, body, effect: null };
  await deliver(response, answer, incoming.method === 'HEAD');
}

async function answerControl(
  parts: RequestParts,
  exchange: Exchange,
  target: { path: string; query: URLSearchParams },
): Promise<{ status: number; value: Json }> {
  const method = exchange.incoming.method ?? 'GET';
  const handler = controlRoutes[`${method} ${target.path}`];
  if (handler === undefined) {
    const known = Object.keys(controlRoutes).join(', ');
    return { status: 404, value: { error: `no control route ${method} ${target.path}`, known } };
  }
  const text = (await readText(exchange.incoming)) ?? '';
  const parsed = text === '' ? {} : parseJson(text);
  if (!isJsonObject(parsed)) {
    return { status: 400, value: { error: 'body expected a JSON object' } };
  }
  try {
    const input = new InputFields(parsed, 'body');
    return { status: 200, value: await handler(parts.control, input, target.query) };
  } catch (error) {
    const status = error instanceof ControlInputError ? 400 : 409;
    const message = error instanceof Error ? error.message : String(error);
    return { status, value: { error: message } satisfies JsonObject };
  }
}

function isAuthorized(controlToken: string, authorization: string | undefined): boolean {
  const given = Buffer.from(authorization ?? '', 'utf8');
  const expected = Buffer.from(`Bearer ${controlToken}`, 'utf8');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
