// SPDX-License-Identifier: Apache-2.0
// What is known of a reader's credential: whether it could write, where GitHub says so. A plan shows
// it, so that a dry run under a credential that could write is seen to be one.
import type { GitHubRepository } from '@marketops/core';
import type { ReadingCredential } from '@marketops/engine';
import type { OperationCredential } from './operation-credential.ts';

/** What GitHub told together with the repository. */
export interface CredentialEvidence {
  readonly permissions: GitHubRepository['permissions'];
  /** `x-oauth-scopes`, which only classic tokens have; null where it is absent. */
  readonly scopes: string | null;
}

const writingScopes: ReadonlySet<string> = new Set(['repo', 'public_repo']);

/** Describes the credential of a reader. */
export function describeReading(
  kind: OperationCredential['kind'],
  { permissions, scopes }: CredentialEvidence,
): ReadingCredential {
  switch (kind) {
    case 'none':
      return { kind: 'none', couldWrite: false, detail: 'anonymous' };
    case 'installation':
      return { kind: 'token', couldWrite: false, detail: 'installation token, contents=read' };
    case 'token':
      return scopes === null ? byPermissions(permissions) : byScopes(scopes, permissions);
  }
}

/** A classic token is its owner's permissions, cut down to its scopes. */
function byScopes(
  scopes: string,
  permissions: CredentialEvidence['permissions'],
): ReadingCredential {
  const names = scopes.split(',').map((scope) => scope.trim());
  const held = names.filter((name) => /^[a-z:_]+$/.test(name));
  const could = held.some((name) => writingScopes.has(name)) && permissions?.push !== false;
  const detail = held.length === 0 ? 'no scopes' : `scopes ${held.join(', ')}`;
  return { kind: 'token', couldWrite: could, detail };
}

function byPermissions(permissions: CredentialEvidence['permissions']): ReadingCredential {
  if (permissions === null) {
    return { kind: 'token', couldWrite: null, detail: 'permissions unknown' };
  }
  const detail = permissions.push ? 'permissions.push' : 'no permissions.push';
  return { kind: 'token', couldWrite: permissions.push, detail };
}
