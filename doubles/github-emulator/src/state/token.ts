// SPDX-License-Identifier: Apache-2.0
// Credentials: classic tokens with scopes, fine-grained tokens and installation tokens with permissions.

/** The permissions of fine-grained and installation tokens that the emulator knows. */
export type PermissionName =
  | 'metadata'
  | 'contents'
  | 'pull_requests'
  | 'workflows'
  | 'administration';

/** How far a permission goes. */
export type PermissionLevel = 'read' | 'write';

/** Permissions by name; a name that is absent is not granted. */
export type Permissions = Readonly<Partial<Record<PermissionName, PermissionLevel>>>;

/** Which repositories a token reaches: all of its owner's, or those with the listed ids. */
export type RepositorySelection = 'all' | readonly number[];

interface TokenCommon {
  /** The name that logs show; the secret is shown nowhere. */
  readonly name: string;
  readonly login: string;
  /** The instant, in milliseconds, from which the token is refused; null for never. */
  expiresAt: number | null;
  revoked: boolean;
}

/** A personal access token (classic); what it reaches is what its owner reaches, cut by scopes. */
export interface ClassicToken extends TokenCommon {
  readonly kind: 'classic';
  readonly scopes: readonly string[];
}

/** A fine-grained personal access token. */
export interface FineGrainedToken extends TokenCommon {
  readonly kind: 'fine_grained';
  readonly permissions: Permissions;
  readonly repositories: RepositorySelection;
}

/** A token that a GitHub App made for one of its installations. */
export interface InstallationToken extends TokenCommon {
  readonly kind: 'installation';
  readonly appId: number;
  readonly installationId: number;
  readonly permissions: Permissions;
  readonly repositories: RepositorySelection;
}

/** Any credential that stands for a user or an installation. */
export type Token = ClassicToken | FineGrainedToken | InstallationToken;

/** All permission names, in the order in which GitHub prints them. */
export const permissionNames: readonly PermissionName[] = [
  'administration',
  'contents',
  'metadata',
  'pull_requests',
  'workflows',
];
