// SPDX-License-Identifier: Apache-2.0
// Who acts, and what an installation of a GitHub App may do.
import type { BodyReader } from '@marketops/core';
import { parseToken, type Secret } from '../secret.ts';
import { objectReader } from './fields.ts';

/** An installation of a GitHub App. */
export interface Installation {
  readonly installationId: number;
  readonly accountId: number;
  readonly suspended: boolean;
  /** The App's slug, from which its bot account is named. */
  readonly appSlug: string;
  /** What the account has granted to the App, by GitHub's names. */
  readonly permissions: Readonly<Record<string, string>>;
}

/** A token that GitHub made for one operation. */
export interface InstallationToken {
  readonly token: Secret;
  /** The repositories it opens. */
  readonly repositories: readonly { readonly repositoryId: number; readonly name: string }[];
  /** What it may do, by GitHub's names. */
  readonly permissions: Readonly<Record<string, string>>;
}

/** Reads the id of an account. */
export const readAccountId: BodyReader<number> = objectReader((fields) => fields.id('id'));

/** Reads an installation. */
export const readInstallation: BodyReader<Installation> = objectReader((fields) => ({
  installationId: fields.id('id'),
  accountId: fields.object('account', (account) => account.id('id')),
  suspended: fields.textOrNull('suspended_at') !== null,
  appSlug: fields.text('app_slug'),
  permissions: fields.textsByName('permissions'),
}));

const readTokenFields = objectReader((fields) => ({
  text: fields.text('token'),
  permissions: fields.textsByName('permissions'),
  repositories: fields.list('repositories', (repository) => ({
    repositoryId: repository.id('id'),
    name: repository.text('full_name'),
  })),
}));

/** Reads a token of an installation; one that does not say what it opens is not taken. */
export const readInstallationToken: BodyReader<InstallationToken> = (body) => {
  const fields = readTokenFields(body);
  const token = fields === null ? null : parseToken(fields.text);
  if (fields === null || token === null || !token.ok) return null;
  const { repositories, permissions } = fields;
  return { token: token.value, repositories, permissions };
};
