// SPDX-License-Identifier: Apache-2.0
// GitHub Apps and where they are installed.

import type { KeyObject } from 'node:crypto';

import type { Permissions, RepositorySelection } from './token.ts';

/** A registered app; its JSON web tokens are verified with the public key. */
export interface GitHubApp {
  readonly id: number;
  readonly slug: string;
  readonly clientId: string;
  readonly ownerLogin: string;
  readonly publicKey: KeyObject;
}

/** One installation of an app on an account. */
export interface Installation {
  readonly id: number;
  readonly appId: number;
  readonly accountLogin: string;
  readonly permissions: Permissions;
  readonly repositories: RepositorySelection;
  readonly createdAt: number;
}
