// SPDX-License-Identifier: Apache-2.0
// The credential of one operation: a token that is current until it is renewed, and gone once closed.
import type { GitHubReply, OperationKind, RepositoryName, Sha256Digest } from '@marketops/core';
import type { Secret } from '../secret.ts';

/** What a token may be used for; it is made with the least that its purpose needs. */
export type CredentialPurpose =
  | { readonly kind: 'read' }
  | { readonly kind: OperationKind; readonly touchesWorkflows: boolean };

/** The one repository that a token opens. The numbers are null where the name alone is known. */
export interface CredentialTarget {
  readonly fullName: RepositoryName;
  readonly repositoryId: number | null;
  readonly ownerId: number | null;
}

/** What is sent as the credential: a token, nothing by intent, or nothing any more. */
export type Bearer = Secret | 'anonymous' | 'closed';

/** A credential in use by one operation. */
export interface OperationCredential {
  readonly kind: 'none' | 'token' | 'installation';
  /** Whether an installation of an App acts. It has no role in a repository that GitHub could show. */
  readonly ofInstallation: boolean;
  /** The account that acts; null where it cannot be known. GitHub is asked once. */
  actorId(): Promise<GitHubReply<number | null>>;
  /** SHA-256 of the token, or of nothing for an anonymous reader. */
  readonly tokenSha256: Sha256Digest;
  readonly current: () => Bearer;
  /** Replaces the token where that is possible. */
  renew(): Promise<GitHubReply<null>>;
  /** Revokes what can be revoked; never throws. Nothing is sent under it afterwards. */
  close(): Promise<void>;
}

/** Gives a credential of its own to each operation. */
export interface CredentialSource {
  open(
    target: CredentialTarget,
    purpose: CredentialPurpose,
  ): Promise<GitHubReply<OperationCredential>>;
}
