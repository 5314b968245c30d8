// SPDX-License-Identifier: Apache-2.0
// The kinds of credential that a configuration can name.
import type { Clock } from '@marketops/core';
import type { ChannelSettings } from '../api/api-channel.ts';
import type { Secret } from '../secret.ts';
import { AnonymousCredentials } from './anonymous-credentials.ts';
import { AppCredentials } from './app-credentials.ts';
import type { GitHubApp } from './github-app.ts';
import type { CredentialSource } from './operation-credential.ts';
import { TokenCredentials } from './token-credentials.ts';

/** A credential that can write. */
export type WriteCredential =
  | { readonly kind: 'token'; readonly token: Secret }
  | { readonly kind: 'app'; readonly app: GitHubApp };

/** A credential for readers; none is the best of them where the repository is public. */
export type ReadCredential = WriteCredential | { readonly kind: 'none' };

/** The source of the credentials of single operations. */
export function credentialSource(
  credential: ReadCredential,
  settings: ChannelSettings,
  clock: Clock,
): CredentialSource {
  switch (credential.kind) {
    case 'none':
      return new AnonymousCredentials();
    case 'token':
      return new TokenCredentials(settings, credential.token);
    case 'app':
      return new AppCredentials(settings, credential.app, clock);
  }
}
