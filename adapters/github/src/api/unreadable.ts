// SPDX-License-Identifier: Apache-2.0
// Settings that only some credentials may read. Not being let in is an answer; being slowed down is
// not.
import type { GitHubFailure, GitHubReply } from '@marketops/core';
import { absentAsNull } from './failure.ts';

const limitPattern = /rate limit|abuse|too quickly/i;

/** `reply`, with null where GitHub says 404 or that the credential may not read this. */
export function unreadableAsNull<T>(reply: GitHubReply<T>): GitHubReply<T | null> {
  if (reply.ok || !isForbidden(reply.failure)) return absentAsNull(reply);
  const { requestId, rateLimit } = reply.failure;
  return { ok: true, value: null, status: 403, requestId, rateLimit };
}

/** Whether GitHub forbids, as opposed to asking to wait. */
function isForbidden({ status, message, rateLimit }: GitHubFailure): boolean {
  return (
    status === 403 &&
    message !== null &&
    !limitPattern.test(message) &&
    rateLimit.retryAfterSeconds === null &&
    rateLimit.remaining !== 0
  );
}
