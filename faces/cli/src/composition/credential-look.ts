// SPDX-License-Identifier: Apache-2.0
// A look with the credential that writes, before anything is minted or spent: whether GitHub accepts it
// and lets it push. It only reads, and the publisher still judges for itself.
import {
  refusal,
  type GitHubFailure,
  type Operation,
  type ReasonCode,
  type Refusal,
} from '@marketops/core';
import type { GitHubSessions } from '@marketops/publisher';

/**
 * Why GitHub would take nothing from this credential; null where nothing speaks against it. What cannot
 * be told now, because GitHub is silent or asks to wait, is left to the publisher.
 */
export async function credentialRefusal(
  sessions: GitHubSessions,
  operations: readonly Operation[],
): Promise<Refusal | null> {
  // A credential is made for a kind, so that one look a kind tells of all.
  const kinds = new Map(operations.map((operation) => [operation.kind, operation]));
  for (const operation of kinds.values()) {
    const refused = await lookFor(sessions, operation);
    if (refused !== null) return refused;
  }
  return null;
}

async function lookFor(sessions: GitHubSessions, operation: Operation): Promise<Refusal | null> {
  const opened = await sessions.open(operation);
  if (!opened.ok) return refusalOf(operation, opened.failure);
  const session = opened.value;
  try {
    const reply = await session.repository();
    if (!reply.ok) return refusalOf(operation, reply.failure);
    return reply.value.permissions?.push === false
      ? told(operation, 'github.permission_missing', 'no permission to push')
      : null;
  } finally {
    await session.close();
  }
}

const codes: ReadonlyMap<number | null, ReasonCode> = new Map([
  [401, 'github.credential_refused'],
  [403, 'github.permission_missing'],
  [404, 'github.repository_missing'],
  [422, 'github.permission_missing'],
]);

function refusalOf(operation: Operation, failure: GitHubFailure): Refusal | null {
  const code = codes.get(failure.status);
  if (code === undefined || failure.body !== 'json' || asksToWait(failure)) return null;
  const { message, detail, acceptedPermissions } = failure;
  const asked = acceptedPermissions === null ? '' : `; GitHub would accept ${acceptedPermissions}`;
  return told(operation, code, `HTTP ${failure.status} ${message ?? detail}${asked}`);
}

function asksToWait({ status, message, rateLimit }: GitHubFailure): boolean {
  const { remaining, retryAfterSeconds } = rateLimit;
  const limited = remaining === 0 || retryAfterSeconds !== null;
  return status === 403 && (limited || /rate limit|abuse|too quickly/i.test(message ?? ''));
}

function told({ kind, repository }: Operation, code: ReasonCode, found: string): Refusal {
  const expected = `a credential that may push, for ${kind}`;
  return refusal(code, { subject: repository.fullName, expected, found });
}
