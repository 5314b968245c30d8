// SPDX-License-Identifier: Apache-2.0
// How tests and operators describe the credentials and apps that the emulator should know.

import { createPublicKey } from 'node:crypto';

import type { EmulatorState } from '../state/emulator-state.ts';
import type { GitHubApp, Installation } from '../state/github-app.ts';
import type { Permissions, RepositorySelection, Token } from '../state/token.ts';

/** A token to add; with `permissions` it is fine-grained, otherwise classic. */
export interface TokenSpec {
  /** The secret. */
  readonly token: string;
  /** The name that logs show; the login unless given. */
  readonly name?: string;
  readonly login: string;
  /** Scopes of a classic token; `repo` and `workflow` unless given. */
  readonly scopes?: readonly string[];
  readonly permissions?: Permissions;
  /** `owner/name` of the repositories a fine-grained token reaches; all unless given. */
  readonly repositories?: readonly string[];
  /** Milliseconds since 1970 from which the token is refused; never unless given. */
  readonly expiresAt?: number;
}

/** An app to add. */
export interface AppSpec {
  readonly id?: number;
  readonly slug: string;
  readonly ownerLogin: string;
  /** The public key that verifies the app's JSON web tokens, in PEM. */
  readonly publicKeyPem: string;
}

/** An installation to add. */
export interface InstallationSpec {
  readonly id?: number;
  readonly appId: number;
  readonly accountLogin: string;
  readonly permissions: Permissions;
  /** `owner/name` of the repositories; all of the account's unless given. */
  readonly repositories?: readonly string[];
}

/** Adds a token; throws when a repository it names does not exist. */
export function addToken(state: EmulatorState, spec: TokenSpec): Token {
  const common = {
    name: spec.name ?? spec.login,
    login: state.account(spec.login).login,
    expiresAt: spec.expiresAt ?? null,
    revoked: false,
  };
  const token: Token =
    spec.permissions === undefined
      ? { ...common, kind: 'classic', scopes: spec.scopes ?? ['repo', 'workflow'] }
      : {
          ...common,
          kind: 'fine_grained',
          permissions: spec.permissions,
          repositories: selection(state, spec.repositories),
        };
  state.tokens.set(spec.token, token);
  return token;
}

/** Registers an app; throws when the key is no RSA public key. */
export function addApp(state: EmulatorState, spec: AppSpec): GitHubApp {
  const publicKey = createPublicKey(spec.publicKeyPem);
  if (publicKey.asymmetricKeyType !== 'rsa') {
    throw new Error(
      `publicKeyPem expected an RSA key, found ${String(publicKey.asymmetricKeyType)}`,
    );
  }
  const id = spec.id ?? state.nextId('app');
  const app: GitHubApp = {
    id,
    slug: spec.slug,
    clientId: `Iv1.${state.random.hex(16)}`,
    ownerLogin: spec.ownerLogin,
    publicKey,
  };
  state.apps.set(id, app);
  return app;
}

/** Installs an app on an account; throws when the app or a repository does not exist. */
export function addInstallation(state: EmulatorState, spec: InstallationSpec): Installation {
  if (!state.apps.has(spec.appId)) {
    throw new Error(`appId ${spec.appId} is not registered; add the app first`);
  }
  const installation: Installation = {
    id: spec.id ?? state.nextId('installation'),
    appId: spec.appId,
    accountLogin: state.account(spec.accountLogin).login,
    permissions: spec.permissions,
    repositories: selection(state, spec.repositories),
    createdAt: state.now(),
  };
  state.installations.set(installation.id, installation);
  return installation;
}

function selection(
  state: EmulatorState,
  names: readonly string[] | undefined,
): RepositorySelection {
  if (names === undefined) {
    return 'all';
  }
  return names.map((fullName) => {
    const [owner = '', name = ''] = fullName.split('/');
    const repository = state.repositoryNamed(owner, name);
    if (repository === undefined) {
      throw new Error(`repository ${fullName} does not exist; add it first`);
    }
    return repository.id;
  });
}
