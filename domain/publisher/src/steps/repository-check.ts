// SPDX-License-Identifier: Apache-2.0
// Whether the repository is still the approved one: the numeric ids decide, and the name that the
// approvers saw must be its name.
import {
  refusal,
  type GitHubRepository,
  type ReasonCode,
  type RepositoryIdentity,
} from '@marketops/core';
import { asApproved, conflicting, type Observation } from '../protocol/observation.ts';
import type { Pass } from '../protocol/pass.ts';

/**
 * Reads the repository anew. Requests name it by its name, and a name can be taken over while files
 * are on their way: so it is looked at again before anything is public, and afterwards.
 */
export async function observeRepository({
  github,
  admitted,
}: Pick<Pass, 'github' | 'admitted'>): Promise<Observation<GitHubRepository>> {
  const reading = await github.read('the repository', (reader) => reader.repository());
  if (reading.kind === 'unreadable') return reading;
  return judgeRepository(admitted.operation.repository, reading.value);
}

/** Judges the repository that GitHub shows under the approved id. */
export function judgeRepository(
  approved: RepositoryIdentity,
  shown: GitHubRepository,
): Observation<GitHubRepository> {
  const differs = (code: ReasonCode, expected: string, found: string) =>
    conflicting(
      refusal(code, { subject: approved.fullName, expected, found }),
      'operation.repository_changed',
    );
  if (shown.repositoryId !== approved.repositoryId) {
    return differs(
      'github.repository_missing',
      `repository ${approved.repositoryId}`,
      `repository ${shown.repositoryId}`,
    );
  }
  if (shown.ownerId !== approved.ownerId) {
    return differs(
      'github.repository_transferred',
      `owner ${approved.ownerId}`,
      `owner ${shown.ownerId}, ${shown.fullName}`,
    );
  }
  if (shown.fullName !== approved.fullName) {
    return differs('github.repository_renamed', approved.fullName, shown.fullName);
  }
  if (shown.archived) {
    return differs('github.repository_archived', 'a repository that takes changes', 'archived');
  }
  if (shown.permissions !== null && !shown.permissions.push) {
    return differs('github.permission_missing', 'permission to push', 'none');
  }
  return asApproved(shown);
}
