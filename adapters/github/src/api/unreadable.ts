// SPDX-License-Identifier: Apache-2.0
// Settings that only some credentials may read. Not being let in is an answer; being slowed down is
// not.
import { answerKind, type GitHubFailure, type GitHubReply } from '@marketops/core';
import { absentAsNull } from './failure.ts';

/** `reply`, with null where GitHub says 404 or that the credential may not read this. */
export function unreadableAsNull<T>(reply: GitHubReply<T>): GitHubReply<T | null> {
  if (reply.ok || !isForbidden(reply.failure)) return absentAsNull(reply);
  const { requestId, rateLimit } = reply.failure;
  return { ok: true, value: null, status: 403, requestId, rateLimit };
}

/** Whether GitHub itself forbids, as opposed to asking to wait. */
function isForbidden(failure: GitHubFailure): boolean {
  return answerKind(failure) === 'permission_missing' && failure.message !== null;
}
