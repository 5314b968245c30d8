// SPDX-License-Identifier: Apache-2.0
// Makes failures: from an answer that did not bring what was promised, from silence, and from what
// was refused here before anything was sent.
import {
  answerKind,
  isJsonArray,
  isJsonObject,
  type GitHubErrorDetail,
  type GitHubFailure,
  type GitHubReply,
  type JsonValue,
} from '@marketops/core';
import type { HttpAnswer, HttpSilence } from '../http/http-exchange.ts';
import { errorDetailsMax, messageCharactersMax } from '../limits.ts';
import type { Secret } from '../secret.ts';
import {
  RATE_LIMIT_UNKNOWN,
  readAcceptedPermissions,
  readRateLimit,
  readRedirectOrigin,
  readRequestId,
} from './answer-headers.ts';

/** What is told of a request beside its answer. */
export interface Asked {
  readonly url: URL;
  /** What must not appear in anything that is told. */
  readonly token: Secret | null;
}

/** What an answer's body turned out to be. */
export type BodyFinding =
  | { readonly kind: 'json'; readonly value: JsonValue }
  | { readonly kind: 'empty' | 'not_json' | 'truncated' };

/** The failure that an answer amounts to; `wrongShape` where its JSON is not the promised one. */
export function failureOfAnswer(
  answer: HttpAnswer,
  finding: BodyFinding & { readonly wrongShape?: boolean },
  asked: Asked,
): GitHubFailure {
  const told = finding.kind === 'json' ? finding.value : null;
  const body = finding.wrongShape === true ? 'wrong_shape' : finding.kind;
  const cutShort = answer.cutShort === null ? '' : `: ${answer.cutShort}`;
  const clean = (text: string | null): string | null => cleanText(text, asked.token);
  return {
    status: answer.status,
    sent: 'maybe',
    body,
    message: clean(messageOf(told)),
    errors: errorsOf(told, clean),
    rateLimit: readRateLimit(answer),
    requestId: readRequestId(answer, asked.token),
    acceptedPermissions: clean(readAcceptedPermissions(answer)),
    detail: `${answer.status} ${body}${cutShort}`,
    redirectOrigin: clean(readRedirectOrigin(answer, asked.url)),
  };
}

/** The failure that silence amounts to. */
export function failureOfSilence({ sent, detail }: HttpSilence): GitHubFailure {
  return {
    status: null,
    sent,
    body: 'empty',
    message: null,
    errors: [],
    rateLimit: RATE_LIMIT_UNKNOWN,
    requestId: null,
    acceptedPermissions: null,
    detail,
    redirectOrigin: null,
  };
}

/** A call that was refused here; nothing was sent. */
export function refusedHere(reason: string): {
  readonly ok: false;
  readonly failure: GitHubFailure;
} {
  const detail = `not sent: ${reason}`;
  return { ok: false, failure: failureOfSilence({ kind: 'silence', sent: 'no', detail }) };
}

/** A success that needed no request. */
export function withoutTraffic<T>(value: T): GitHubReply<T> {
  return { ok: true, value, status: 200, requestId: null, rateLimit: RATE_LIMIT_UNKNOWN };
}

/** Whether GitHub itself, and not something before it, says that there is no such thing. */
function saysNotFound(reply: GitHubReply<unknown>): boolean {
  if (reply.ok) return false;
  return answerKind(reply.failure) === 'not_found' && reply.failure.message !== null;
}

/** `reply`, with null in place of GitHub's 404. */
export function absentAsNull<T>(reply: GitHubReply<T>): GitHubReply<T | null> {
  if (reply.ok || !saysNotFound(reply)) return reply;
  const { requestId, rateLimit } = reply.failure;
  return { ok: true, value: null, status: 404, requestId, rateLimit };
}

function messageOf(told: JsonValue): string | null {
  if (!isJsonObject(told)) return null;
  const message = told['message'];
  return typeof message === 'string' ? message : null;
}

/** GitHub's `errors` are objects, texts, or one text. */
function errorsOf(
  told: JsonValue,
  clean: (text: string | null) => string | null,
): readonly GitHubErrorDetail[] {
  const errors = isJsonObject(told) ? (told['errors'] ?? null) : null;
  const entries = errors !== null && isJsonArray(errors) ? errors : [errors];
  return entries.slice(0, errorDetailsMax).flatMap((entry) => {
    if (typeof entry === 'string') {
      return [{ resource: null, code: null, field: null, message: clean(entry) }];
    }
    if (!isJsonObject(entry)) return [];
    const text = (name: string): string | null => {
      const value = entry[name];
      return typeof value === 'string' ? clean(value) : null;
    };
    const [resource, code, field] = [text('resource'), text('code'), text('field')];
    return [{ resource, code, field, message: text('message') }];
  });
}

/** `text` without the token, and no longer than is useful. */
function cleanText(text: string | null, token: Secret | null): string | null {
  if (text === null) return null;
  const redacted = token === null ? text : token.redact(text);
  return redacted.slice(0, messageCharactersMax).toWellFormed();
}
