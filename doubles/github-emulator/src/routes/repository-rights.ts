// SPDX-License-Identifier: Apache-2.0
// What routes below a repository declare alike: which permission they take, and whether they write.

import type { RepositoryRoute } from '../api/route.ts';
import type { PermissionName } from '../state/token.ts';

type Right = Pick<RepositoryRoute, 'scope' | 'permission' | 'level' | 'nature'>;

/** The declaration of a route that reads. */
export function reads(permission: PermissionName): Right & Pick<RepositoryRoute, 'method'> {
  return { scope: 'repository', permission, level: 'read', method: 'GET', nature: 'read' };
}

/** The declaration of a route that writes; by which method, it says itself. */
export function writes(permission: PermissionName): Right {
  return { scope: 'repository', permission, level: 'write', nature: 'write' };
}
