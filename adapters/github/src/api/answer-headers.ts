// SPDX-License-Identifier: Apache-2.0
// What GitHub says in headers: rate limits, the next page, which permissions would have done.
import type { RateLimitHeaders } from '@marketops/core';
import type { HttpAnswer } from '../http/http-exchange.ts';
import { requestIdCharactersMax } from '../limits.ts';
import type { Secret } from '../secret.ts';

/** Rate limits of an exchange without an answer. */
export const RATE_LIMIT_UNKNOWN: RateLimitHeaders = {
  limit: null,
  remaining: null,
  resetAtSeconds: null,
  retryAfterSeconds: null,
};

const printablePattern = /^[\x20-\x7e]+$/;
const countPattern = /^[0-9]{1,15}$/;
const linkPattern = /^<([^<>]*)>((?:\s*;\s*[a-z]+="?[^",;]*"?)*)$/i;
const nextPattern = /;\s*rel="?next"?(?:\s*;|\s*$)/i;

/** The rate limits that an answer tells. */
export function readRateLimit(answer: HttpAnswer): RateLimitHeaders {
  return {
    limit: count(answer, 'x-ratelimit-limit'),
    remaining: count(answer, 'x-ratelimit-remaining'),
    resetAtSeconds: count(answer, 'x-ratelimit-reset'),
    retryAfterSeconds: count(answer, 'retry-after') ?? secondsUntilRetry(answer),
  };
}

/**
 * `retry-after` as the date that HTTP allows, counted from the answer's own date; 0 where that has
 * passed or cannot be told: a wait is asked for all the same. Null where it is no date.
 */
function secondsUntilRetry(answer: HttpAnswer): number | null {
  const retryAt = Date.parse(answer.header('retry-after') ?? '');
  if (Number.isNaN(retryAt)) return null;
  const sentAt = Date.parse(answer.header('date') ?? '');
  return Number.isNaN(sentAt) ? 0 : Math.max(0, Math.ceil((retryAt - sentAt) / 1_000));
}

/**
 * GitHub's own id of the request, for support: 1 to 200 characters of printable ASCII. Anything else
 * under that name (nothing, a proxy's essay, the token itself) is no id: null.
 */
export function readRequestId(answer: HttpAnswer, token: Secret | null): string | null {
  const id = answer.header('x-github-request-id')?.trim() ?? '';
  const isId = id.length <= requestIdCharactersMax && printablePattern.test(id);
  return isId && (token === null || token.redact(id) === id) ? id : null;
}

/** Which permissions or scopes GitHub says would have been accepted. */
export function readAcceptedPermissions(answer: HttpAnswer): string | null {
  return answer.header('x-accepted-github-permissions') ?? answer.header('x-accepted-oauth-scopes');
}

/** The origin that a redirect points at; null where there is none or it is unreadable. */
export function readRedirectOrigin(answer: HttpAnswer, from: URL): string | null {
  const location = answer.header('location');
  if (location === null || answer.status < 300 || answer.status > 399) return null;
  const target = URL.parse(location, from.href);
  return target === null || target.origin === 'null' ? null : target.origin;
}

/**
 * The number of the page after this one, `null` on the last, or `unreadable` where there is one that
 * cannot be named or is not the very next: a list is never taken for complete by mistake.
 */
export function readNextPage(link: string | null, page: number): number | null | 'unreadable' {
  if (link === null || link.trim() === '') return null;
  const entries = link.split(/,(?=\s*<)/).map((entry) => linkPattern.exec(entry.trim()));
  let next: number | null = null;
  for (const entry of entries) {
    if (entry === null) return 'unreadable';
    const [, target = '', parameters = ''] = entry;
    if (!nextPattern.test(parameters)) continue;
    const number = URL.parse(target)?.searchParams.get('page') ?? '';
    if (!countPattern.test(number) || Number(number) !== page + 1) return 'unreadable';
    next = Number(number);
  }
  return next;
}

function count(answer: HttpAnswer, name: string): number | null {
  const text = answer.header(name)?.trim() ?? '';
  return countPattern.test(text) ? Number(text) : null;
}
