// SPDX-License-Identifier: Apache-2.0
// Repositories and their settings.
import type { BodyReader, GitHubRepository } from '@marketops/core';
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

/** Reads whether releases of a repository are immutable. */
export const readImmutableReleases: BodyReader<boolean> = objectReader((fields) =>
  fields.flag('enabled'),
);
