// SPDX-License-Identifier: Apache-2.0
// Finds the repository that a configuration names, and turns GitHub's silence into a refusal.
import {
  answerInWords,
  answerKind,
  asksToWait,
  refusal,
  type GitHubFailure,
  type GitHubReply,
  type Refusal,
  type RepositoryName,
} from '@marketops/core';
import type { Reading } from '../port/project-facts.ts';
import type { RepositoryReader, RepositoryReaders } from '../port/repository-reader.ts';

/** Opens the repository; refused where it is absent, has another name now, or takes no changes. */
export async function openRepository(
  repositories: RepositoryReaders,
  fullName: RepositoryName,
): Promise<Reading<RepositoryReader>> {
  const reply = await repositories.open(fullName);
  if (!reply.ok) return { ok: false, refusal: whyNotOpened(fullName, reply.failure) };
  const reader = reply.value;
  const subject = fullName;
  if (reader === null) {
    const details = { expected: 'a repository that can be read', found: 'HTTP 404' };
    return { ok: false, refusal: refusal('repository.missing', { subject, ...details }) };
  }
  if (reader.identity.fullName !== fullName) {
    const details = { expected: fullName, found: reader.identity.fullName };
    return { ok: false, refusal: refusal('repository.renamed', { subject, ...details }) };
  }
  if (reader.archived) {
    const details = { expected: 'a repository that takes changes', found: 'archived' };
    return { ok: false, refusal: refusal('repository.archived', { subject, ...details }) };
  }
  return { ok: true, value: reader };
}

/** The value that GitHub promised, or the refusal that says what came instead. */
export function readReply<T>(reply: GitHubReply<T>, subject: string): Reading<T> {
  if (reply.ok) return { ok: true, value: reply.value };
  return { ok: false, refusal: unreadable(subject, reply.failure) };
}

/** What is worth knowing of the credential: that it could do more than planning needs. */
export function credentialNotices({ credential, identity }: RepositoryReader): readonly Refusal[] {
  if (credential.kind === 'none' || credential.couldWrite !== true) return [];
  return [
    refusal('credential.could_write', {
      subject: identity.fullName,
      expected: 'a credential that can read and no more',
      found: `one that could write (${credential.detail}); nothing was written`,
    }),
  ];
}

function whyNotOpened(fullName: RepositoryName, failure: GitHubFailure): Refusal {
  return answerKind(failure) === 'redirect'
    ? refusal('repository.renamed', {
        subject: fullName,
        expected: `a repository that is called ${fullName} now`,
        found: `GitHub sends to another address (HTTP ${failure.status})`,
      })
    : unreadable(fullName, failure);
}

function unreadable(subject: string, failure: GitHubFailure): Refusal {
  const found = answerInWords(failure);
  if (asksToWait(failure)) {
    const expected = 'requests left; a token in MARKETOPS_GITHUB_READ_TOKEN raises the limit';
    return refusal('repository.unreadable', { subject, expected, found });
  }
  return answerKind(failure) === 'credential_refused'
    ? refusal('github.credential_refused', { subject, expected: acceptedCredential, found })
    : refusal('repository.unreadable', { subject, expected: answerOf(failure), found });
}

function answerOf({ status }: GitHubFailure): string {
  return status === null ? 'an answer of GitHub' : 'the answer that is documented';
}

const acceptedCredential = 'a reading credential that GitHub accepts, or none';
