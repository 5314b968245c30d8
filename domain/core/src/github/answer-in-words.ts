// SPDX-License-Identifier: Apache-2.0
// What GitHub answered, as it is told to people: in GitHub's own words where it said any.
import { instantFromSeconds } from '../time/instant.ts';
import { asksToWait } from './answer-kind.ts';
import type { GitHubFailure } from './reply.ts';

/**
 * Such as `HTTP 401 Bad credentials`; `503 not_json` or `ECONNRESET` where GitHub said nothing; of a rate
 * limit when it ends, where that is named. Foreign text, and nothing secret.
 */
export function answerInWords(failure: GitHubFailure): string {
  return asksToWait(failure) ? limitInWords(failure) : saidInWords(failure);
}

function saidInWords(failure: GitHubFailure): string {
  const { status, message, errors, detail, acceptedPermissions } = failure;
  const told = [message, ...errors.map((error) => error.message)];
  const said = told.find((text) => text !== null && text !== '') ?? null;
  const accepted =
    acceptedPermissions === null ? '' : `; GitHub would accept ${acceptedPermissions}`;
  return `${status === null || said === null ? (said ?? detail) : `HTTP ${status} ${said}`}${accepted}`;
}

const resetSecondsMax = 253_402_300_799;

function limitInWords({ status, rateLimit }: GitHubFailure): string {
  const { remaining, resetAtSeconds, retryAfterSeconds } = rateLimit;
  if (retryAfterSeconds !== null) {
    return `GitHub's rate limit: it asks to wait ${retryAfterSeconds} s (HTTP ${status})`;
  }
  return remaining === 0 && resetAtSeconds !== null && resetAtSeconds <= resetSecondsMax
    ? `GitHub's rate limit is spent until ${instantFromSeconds(resetAtSeconds)} (HTTP ${status})`
    : `GitHub's rate limit (HTTP ${status})`;
}
