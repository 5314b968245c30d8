// SPDX-License-Identifier: Apache-2.0
// What a caller may do in a repository: the person's role cut down by what the credential carries. A
// repository the caller may not read does not exist for it.

import type { Role } from '../state/account.ts';
import type { Repository } from '../state/repository.ts';
import type {
  ClassicToken,
  PermissionLevel,
  PermissionName,
  Permissions,
  RepositorySelection,
  Token,
} from '../state/token.ts';
import type { Actor } from './actor.ts';
import { ApiRefusal, notFound } from './api-refusal.ts';

/** Answers whether a permission is held at a level. */
export type Access = (permission: PermissionName, level: PermissionLevel) => boolean;

/** The access of a caller, or null when the repository is hidden from it. */
export function accessOf(actor: Actor, repository: Repository): Access | null {
  const access = actor.kind === 'token' ? tokenAccess(actor.token, repository) : nothing;
  if (access('metadata', 'read')) {
    return access;
  }
  return repository.private ? null : readsPublic(access);
}

/** Throws the refusal GitHub gives when a permission is missing. */
export function requirePermission(
  actor: Actor,
  access: Access,
  need: { permission: PermissionName; level: PermissionLevel },
): void {
  if (access(need.permission, need.level)) {
    return;
  }
  if (actor.kind === 'anonymous') {
    throw need.level === 'write' ? new ApiRefusal(401, 'Requires authentication') : notFound();
  }
  if (actor.kind === 'token' && actor.token.kind !== 'classic') {
    const holder = actor.token.kind === 'installation' ? 'integration' : 'personal access token';
    throw new ApiRefusal(403, `Resource not accessible by ${holder}`, {
      headers: { 'x-accepted-github-permissions': `${need.permission}=${need.level}` },
    });
  }
  throw notFound();
}

/** Tells whether a selection of repositories includes this one. */
export function selects(selection: RepositorySelection, repository: Repository): boolean {
  return selection === 'all' || selection.includes(repository.id);
}

/** The role of a login in a repository; undefined for strangers. */
export function roleOf(repository: Repository, login: string): Role | undefined {
  if (repository.ownerLogin.toLowerCase() === login.toLowerCase()) {
    return 'admin';
  }
  return repository.collaborators.get(login.toLowerCase());
}

function tokenAccess(token: Token, repository: Repository): Access {
  if (token.kind === 'classic') {
    return classicAccess(token, repository);
  }
  if (!selects(token.repositories, repository)) {
    return nothing;
  }
  const granted = permissionAccess(token.permissions);
  if (token.kind === 'installation') {
    return granted;
  }
  const role = roleAccess(roleOf(repository, token.login));
  return (permission, level) => granted(permission, level) && role(permission, level);
}

function classicAccess(token: ClassicToken, repository: Repository): Access {
  const reaches =
    token.scopes.includes('repo') || (!repository.private && token.scopes.includes('public_repo'));
  if (!reaches) {
    return nothing;
  }
  const role = roleAccess(roleOf(repository, token.login));
  return (permission, level) =>
    role(permission, level) && (permission !== 'workflows' || token.scopes.includes('workflow'));
}

function permissionAccess(permissions: Permissions): Access {
  return (permission, level) => {
    const held = permission === 'metadata' ? 'read' : permissions[permission];
    return held === 'write' || held === level;
  };
}

function roleAccess(role: Role | undefined): Access {
  return (permission, level) => {
    switch (role) {
      case undefined:
        return false;
      case 'admin':
        return true;
      case 'write':
        return permission !== 'administration';
      case 'read':
        return level === 'read' && permission !== 'administration';
    }
  };
}

function readsPublic(access: Access): Access {
  return (permission, level) =>
    access(permission, level) || (level === 'read' && permission !== 'administration');
}

function nothing(): boolean {
  return false;
}
