// SPDX-License-Identifier: Apache-2.0
// What a test lets happen to a call to the scripted GitHub: every way in which an answer can be lost,
// wrong or late, told apart by whether the request was applied.
import type { GitHubFailure, GitHubReply } from '@marketops/core';

/** One call, as scripts and tests see it. */
export interface ScriptedCall {
  /** From 0, over all calls. */
  readonly index: number;
  /** The port's method. */
  readonly name: string;
  readonly nature: 'open' | 'read' | 'write';
  /** What it is about: a ref, an asset's name, an id. */
  readonly about: string;
}

/** What happens to a call instead of its answer. */
export type ScriptedFault =
  /** The connection ends without an answer. */
  | { readonly kind: 'lost'; readonly applied: boolean }
  /** The connection ends; GitHub applies the request this much later nevertheless. */
  | { readonly kind: 'late'; readonly afterMs: number }
  /** Something on the way delivers the request twice; the first answer comes back. */
  | { readonly kind: 'twice' }
  /** The request never left. */
  | { readonly kind: 'never_sent' }
  /** An answer that is no success. */
  | {
      readonly kind: 'answer';
      readonly applied: boolean;
      readonly failure: Partial<GitHubFailure>;
    };

/** Decides what happens to a call; null lets it pass. */
export type GitHubScript = (call: ScriptedCall) => ScriptedFault | null;

const noRateLimit = { limit: null, remaining: null, resetAtSeconds: null, retryAfterSeconds: null };

/** A failure with some members set; the others say nothing. */
export function scriptedFailure(given: Partial<GitHubFailure>): GitHubFailure {
  return {
    status: null,
    sent: 'maybe',
    body: 'json',
    message: null,
    errors: [],
    rateLimit: noRateLimit,
    requestId: null,
    acceptedPermissions: null,
    detail: `${given.status ?? 'no answer'}`,
    redirectOrigin: null,
    ...given,
  };
}

/** A reply that is a failure. */
export function failedReply(given: Partial<GitHubFailure>): GitHubReply<never> {
  return { ok: false, failure: scriptedFailure(given) };
}

/** GitHub's 422 with one error. */
export function unprocessable(
  message: string,
  error: { readonly resource: string; readonly code: string; readonly field: string } | null = null,
): GitHubReply<never> {
  const errors = error === null ? [] : [{ ...error, message: null }];
  return failedReply({ status: 422, message, errors });
}

/** A reply with what was asked for. */
export function answered<T>(value: T, requestId: string): GitHubReply<T> {
  return { ok: true, value, status: 200, requestId, rateLimit: noRateLimit };
}
