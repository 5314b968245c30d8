// SPDX-License-Identifier: Apache-2.0
// The RS256 JSON web token with which a GitHub App proves itself.

import { verify } from 'node:crypto';

import { isJsonObject, type JsonObject, parseJson } from '../json.ts';
import type { EmulatorState } from '../state/emulator-state.ts';
import type { GitHubApp } from '../state/github-app.ts';
import { ApiRefusal } from './api-refusal.ts';

const LIFETIME_SECONDS_MAX = 600;
const CLOCK_DRIFT_SECONDS = 60;

/** Finds the app that signed a token; throws 401 unless signature, issuer and times are right. */
export function verifyAppToken(state: EmulatorState, token: string): GitHubApp {
  const [head = '', payload = '', signature = ''] = token.split('.');
  const header = decodePart(head);
  const claims = decodePart(payload);
  const app = [...state.apps.values()].find((candidate) => isIssuer(candidate, claims['iss']));
  if (header['alg'] !== 'RS256' || app === undefined) {
    throw undecodable();
  }
  const signed = Buffer.from(`${head}.${payload}`, 'utf8');
  if (!verify('RSA-SHA256', signed, app.publicKey, Buffer.from(signature, 'base64url'))) {
    throw undecodable();
  }
  checkTimes(claims, Math.floor(state.now() / 1000));
  return app;
}

function checkTimes(claims: JsonObject, now: number): void {
  const { exp, iat } = claims;
  if (typeof exp !== 'number') {
    throw new ApiRefusal(401, "Missing 'expiration time' claim ('exp')");
  }
  if (typeof iat !== 'number') {
    throw new ApiRefusal(401, "Missing 'issued at' claim ('iat') in assertion");
  }
  if (iat > now + CLOCK_DRIFT_SECONDS) {
    throw new ApiRefusal(401, "'Issued at' claim ('iat') must be an Integer representing the past");
  }
  if (exp <= now) {
    throw new ApiRefusal(
      401,
      "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
    );
  }
  if (exp > now + LIFETIME_SECONDS_MAX + CLOCK_DRIFT_SECONDS) {
    throw new ApiRefusal(401, "'Expiration time' claim ('exp') is too far in the future");
  }
}

function isIssuer(app: GitHubApp, issuer: unknown): boolean {
  return issuer === app.id || issuer === String(app.id) || issuer === app.clientId;
}

function decodePart(part: string): JsonObject {
  const value = parseJson(Buffer.from(part, 'base64url').toString('utf8'));
  if (!isJsonObject(value)) {
    throw undecodable();
  }
  return value;
}

function undecodable(): ApiRefusal {
  return new ApiRefusal(401, 'A JSON web token could not be decoded');
}
