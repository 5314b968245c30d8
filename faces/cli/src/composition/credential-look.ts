// SPDX-License-Identifier: Apache-2.0
// A look with the credential that writes, before anything is minted or spent: whether GitHub accepts it
// and lets it push. It only reads, and the publisher still judges for itself.
import {
  answerInWords,
  answerKind,
  refusal,
  type AnswerKind,
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
  const looks = [...kinds.values()].map((operation) => lookFor(sessions, operation));
  // Every session is closed before one of them is what counts.
  await Promise.allSettled(looks);
  const refusals = await Promise.all(looks);
  return refusals.find((refused) => refused !== null) ?? null;
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

/**
 * What speaks against the credential. A 422 is how GitHub refuses to make an App's token with
 * permissions that the App was not given.
 */
const codes: ReadonlyMap<AnswerKind, ReasonCode> = new Map([
  ['credential_refused', 'github.credential_refused'],
  ['permission_missing', 'github.permission_missing'],
  ['not_found', 'github.repository_missing'],
  ['unprocessable', 'github.permission_missing'],
]);

function refusalOf(operation: Operation, failure: GitHubFailure): Refusal | null {
  const code = codes.get(answerKind(failure));
  if (code === undefined) return null;
  return told(operation, code, answerInWords(failure));
}

function told({ kind, repository }: Operation, code: ReasonCode, found: string): Refusal {
  const expected = `a credential that may push, for ${kind}`;
  return refusal(code, { subject: repository.fullName, expected, found });
}
