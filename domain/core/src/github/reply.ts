// SPDX-License-Identifier: Apache-2.0
// What came back from GitHub, told apart by what it proves: a value of the promised shape, an answer
// that promises nothing, or no answer at all, after which a write may still have happened.
import type { JsonValue } from '../json/json-value.ts';

/** One entry of GitHub's `errors`. */
export interface GitHubErrorDetail {
  readonly resource: string | null;
  readonly code: string | null;
  readonly field: string | null;
  readonly message: string | null;
}

/** What is known of the rate limits after an answer; null where the header was absent. */
export interface RateLimitHeaders {
  readonly limit: number | null;
  readonly remaining: number | null;
  /** Seconds since 1970. */
  readonly resetAtSeconds: number | null;
  readonly retryAfterSeconds: number | null;
}

/** An answer that did not bring the promised value. */
export interface GitHubFailure {
  /** The HTTP status, or null where no status line arrived. */
  readonly status: number | null;
  /**
   * Whether GitHub may have acted on the request: `no` only where it cannot have been sent whole
   * (refused connection, unresolved name, an upload broken off by ourselves).
   */
  readonly sent: 'no' | 'maybe';
  /** What arrived as the body. */
  readonly body: 'json' | 'empty' | 'not_json' | 'truncated' | 'wrong_shape';
  readonly message: string | null;
  readonly errors: readonly GitHubErrorDetail[];
  readonly rateLimit: RateLimitHeaders;
  readonly requestId: string | null;
  /** Which permissions GitHub says would have been accepted. */
  readonly acceptedPermissions: string | null;
  /** A short, secret-free description: `503 not_json`, `ECONNRESET`, `timeout after 15000 ms`. */
  readonly detail: string;
  /** Where a redirect pointed, origin only; redirects are never followed. */
  readonly redirectOrigin: string | null;
}

/** A value of the promised shape, or a failure. */
export type GitHubReply<T> =
  | {
      readonly ok: true;
      readonly value: T;
      readonly status: number;
      readonly requestId: string | null;
      readonly rateLimit: RateLimitHeaders;
    }
  | { readonly ok: false; readonly failure: GitHubFailure };

/** Turns a foreign body into a typed value, or says why not; never throws. */
export type BodyReader<T> = (body: JsonValue) => T | null;
