// SPDX-License-Identifier: Apache-2.0
// Repositories and their settings.
import type { BodyReader, GitHubRepository } from '@marketops/core';
import type { OperationCredential } from '../credential/operation-credential.ts';
import { objectReader } from './fields.ts';

/** Reads a repository. */
export const readRepository: BodyReader<GitHubRepository> = objectReader((fields) => ({
  repositoryId: fields.id('id'),
  ownerId: fields.object('owner', (owner) => owner.id('id')),
  fullName: fields.text('full_name'),
  defaultBranch: fields.text('default_branch'),
  archived: fields.flag('archived'),
  permissions: fields.objectOrNull('permissions', (permissions) => ({
    push: permissions.flagOrFalse('push'),
    admin: permissions.flagOrFalse('admin'),
  })),
}));

/**
 * A repository as `credential` may be told of it. An installation of an App has no role there, and
 * GitHub shows it one that may nothing, whatever its token may: that is left out.
 */
export function repositoryFor(
  { ofInstallation }: Pick<OperationCredential, 'ofInstallation'>,
  repository: GitHubRepository,
): GitHubRepository {
  return ofInstallation ? { ...repository, permissions: null } : repository;
}

/** Reads whether releases of a repository are immutable. */
export const readImmutableReleases: BodyReader<boolean> = objectReader((fields) =>
  fields.flag('enabled'),
);
