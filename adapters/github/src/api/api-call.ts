// SPDX-License-Identifier: Apache-2.0
// One call of GitHub's API: what is asked, and what answer alone counts as success.
import type { JsonObject, JsonValue } from '@marketops/core';
import type { HttpMethod, StreamedBody } from '../http/http-exchange.ts';

/** Looks up a header by its lower-case name. */
export type HeaderLookup = (name: string) => string | null;

/** Turns the body and headers of a successful answer into a value, or null for a wrong shape. */
export type AnswerReader<T> = (body: JsonValue, header: HeaderLookup) => T | null;

/** One call. */
export interface ApiCall<T> {
  readonly method: HttpMethod;
  /** Below the base URL, from its slash on, already percent-encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: JsonObject;
  /** The one status of success. */
  readonly success: 200 | 201;
  readonly read: AnswerReader<T>;
}

/** One upload. */
export interface ApiUpload<T> {
  readonly url: URL;
  readonly mediaType: string;
  readonly content: StreamedBody;
  readonly read: AnswerReader<T>;
}
