// SPDX-License-Identifier: Apache-2.0
// The headers that GitHub puts on every answer of its API.

import type { Actor } from './actor.ts';
import type { ApiRequest } from './api-request.ts';
import type { PrimaryBudget } from './rate-limiter.ts';
import type { Route } from './route.ts';

/** Builds the headers for an answer: request id, rate limit, scopes or accepted permissions. */
export function standardHeaders(options: {
  request: ApiRequest;
  actor: Actor;
  budget: PrimaryBudget;
  route: Route | undefined;
}): Record<string, string> {
  const { request, actor, budget, route } = options;
  const headers: Record<string, string> = {
    'x-github-request-id': request.requestId,
    'x-github-media-type': 'github.v3; format=json',
    'x-github-api-version-selected': '2022-11-28',
    'x-ratelimit-limit': String(budget.limit),
    'x-ratelimit-remaining': String(budget.remaining),
    'x-ratelimit-used': String(Math.min(budget.used, budget.limit)),
    'x-ratelimit-reset': String(budget.resetSeconds),
    'x-ratelimit-resource': 'core',
    'cache-control': 'no-cache',
    vary: 'Accept, Authorization',
  };
  if (actor.kind === 'token' && actor.token.kind === 'classic') {
    headers['x-oauth-scopes'] = actor.token.scopes.join(', ');
    headers['x-accepted-oauth-scopes'] = route?.scope === 'repository' ? 'repo' : '';
  } else if (actor.kind === 'token' && route?.scope === 'repository') {
    headers['x-accepted-github-permissions'] = `${route.permission}=${route.level}`;
  }
  if (actor.kind === 'token' && actor.token.expiresAt !== null) {
    headers['github-authentication-token-expiration'] = formatExpiry(actor.token.expiresAt);
  }
  return headers;
}

function formatExpiry(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
