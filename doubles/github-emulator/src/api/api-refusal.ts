// SPDX-License-Identifier: Apache-2.0
// GitHub's ways of saying no. A handler throws one before it changes anything; the dispatcher turns it
// into an answer.

import type { Json, JsonObject } from '../json.ts';

/** One entry of the `errors` list of a 422 answer. */
export interface FieldError {
  readonly resource: string;
  readonly code: string;
  readonly field?: string;
  readonly message?: string;
}

/** A refused call: status, message, and what else the answer carries. */
export class ApiRefusal extends Error {
  readonly status: number;
  readonly details: JsonObject;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    message: string,
    more: { details?: JsonObject; headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(message);
    this.name = 'ApiRefusal';
    this.status = status;
    this.details = more.details ?? {};
    this.headers = more.headers ?? {};
  }
}

/** 404: absent, or hidden from this caller. */
export function notFound(): ApiRefusal {
  return new ApiRefusal(404, 'Not Found');
}

/** 422 with a message of its own. */
export function unprocessable(message: string): ApiRefusal {
  return new ApiRefusal(422, message);
}

/** 422 "Validation Failed" with a list of field errors. */
export function validationFailed(...errors: readonly FieldError[]): ApiRefusal {
  const list: Json = errors.map((error) => ({ ...error }));
  return new ApiRefusal(422, 'Validation Failed', { details: { errors: list } });
}

/** 422 for a body that does not fit the schema of the call. */
export function invalidRequest(...problems: readonly string[]): ApiRefusal {
  return new ApiRefusal(422, `Invalid request.\n\n${problems.join('\n')}`);
}
