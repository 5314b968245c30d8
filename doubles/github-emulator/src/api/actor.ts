// SPDX-License-Identifier: Apache-2.0
// Who makes a call, found from the `authorization` header.

import type { EmulatorState } from '../state/emulator-state.ts';
import type { GitHubApp } from '../state/github-app.ts';
import type { Token } from '../state/token.ts';
import { ApiRefusal } from './api-refusal.ts';
import { verifyAppToken } from './app-token.ts';

/** The caller. */
export type Actor =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'token'; readonly token: Token }
  | { readonly kind: 'app'; readonly app: GitHubApp };

/** The name of a caller in logs; never a secret. */
export function actorName(actor: Actor): string {
  switch (actor.kind) {
    case 'anonymous':
      return 'anonymous';
    case 'token':
      return actor.token.name;
    case 'app':
      return `app:${actor.app.slug}`;
  }
}

/** The login that a caller's work is attributed to. */
export function actorLogin(actor: Actor): string {
  switch (actor.kind) {
    case 'anonymous':
      return 'ghost';
    case 'token':
      return actor.token.login;
    case 'app':
      return `${actor.app.slug}[bot]`;
  }
}

/** Finds the caller; throws 401 for credentials that are unknown, expired or revoked. */
export function authenticate(state: EmulatorState, authorization: string | undefined): Actor {
  if (authorization === undefined) {
    return { kind: 'anonymous' };
  }
  const secret = secretOf(authorization);
  if (secret.split('.').length === 3 && secret.startsWith('ey')) {
    return { kind: 'app', app: verifyAppToken(state, secret) };
  }
  const token = state.tokens.get(secret);
  if (token === undefined || token.revoked || isExpired(token, state.now())) {
    throw new ApiRefusal(401, 'Bad credentials');
  }
  return { kind: 'token', token };
}

function isExpired(token: Token, now: number): boolean {
  return token.expiresAt !== null && token.expiresAt <= now;
}

function secretOf(authorization: string): string {
  const [scheme = '', value = ''] = authorization.trim().split(/\s+/, 2);
  if (scheme.toLowerCase() === 'basic') {
    const pair = Buffer.from(value, 'base64').toString('utf8');
    const colon = pair.indexOf(':');
    const user = pair.slice(0, Math.max(colon, 0));
    const password = pair.slice(colon + 1);
    return password === '' || password === 'x-oauth-basic' ? user : password;
  }
  return value;
}
