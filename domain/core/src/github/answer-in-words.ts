// SPDX-License-Identifier: Apache-2.0
// What GitHub answered, as it is told to people: in GitHub's own words where it said any.
import type { GitHubFailure } from './reply.ts';

/**
 * Such as `HTTP 401 Bad credentials`; `503 not_json` or `ECONNRESET` where GitHub said nothing. Foreign
 * text, and nothing secret.
 */
export function answerInWords(failure: GitHubFailure): string {
  const { status, message, errors, detail, acceptedPermissions } = failure;
  const told = [message, ...errors.map((error) => error.message)];
  const said = told.find((text) => text !== null && text !== '') ?? null;
  const accepted =
    acceptedPermissions === null ? '' : `; GitHub would accept ${acceptedPermissions}`;
  return `${status === null || said === null ? (said ?? detail) : `HTTP ${status} ${said}`}${accepted}`;
}
