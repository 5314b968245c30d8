// SPDX-License-Identifier: Apache-2.0
// An answer as the handlers give it, together with what the call changed.

import type { Json } from '../json.ts';

/** The body of an answer. */
export type AnswerBody =
  | { readonly kind: 'none' }
  | { readonly kind: 'json'; readonly value: Json }
  | { readonly kind: 'text'; readonly text: string; readonly contentType: string }
  | { readonly kind: 'bytes'; readonly bytes: Buffer; readonly contentType: string }
  | {
      readonly kind: 'file';
      readonly path: string;
      readonly size: number;
      readonly contentType: string;
    };

/** What a write changed, for the write log. */
export interface Effect {
  /** Ids of what was made or touched, such as `releaseId`, `assetId`, `ref`, `sha`, `number`. */
  readonly ids: Readonly<Record<string, string | number>>;
  /** True when somebody without write access can now see a difference. */
  readonly public: boolean;
}

/** Status, headers, body and effect of a call; `effect` is null when nothing changed. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: AnswerBody;
  readonly effect: Effect | null;
}

/** Answers 200 with JSON. */
export function ok(value: Json, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status: 200, headers, body: { kind: 'json', value }, effect: null };
}

/** Answers a write with JSON and says what it changed. */
export function changed(status: 200 | 201, value: Json, effect: Effect): Answer {
  return { status, headers: {}, body: { kind: 'json', value }, effect };
}

/** Answers a write with 204 and says what it changed. */
export function emptied(effect: Effect | null): Answer {
  return { status: 204, headers: {}, body: { kind: 'none' }, effect };
}

/** Answers 200 with the bytes of a file. */
export function downloaded(
  file: { readonly path: string; readonly size: number },
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const { path, size } = file;
  const body = { kind: 'file', path, size, contentType: 'application/octet-stream' } as const;
  return { status: 200, headers, body, effect: null };
}
