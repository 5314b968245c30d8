// SPDX-License-Identifier: Apache-2.0
// The object of the git database that a path names.

import { notFound } from '../api/api-refusal.ts';
import type { RepositoryCall } from '../api/route.ts';
import type { GitObjectType } from '../git/git-object.ts';

/** Finds the object whose id is this parameter of the path; throws 404 when none of the type is there. */
export function gitObjectOf(
  call: RepositoryCall,
  parameter: string,
  type: GitObjectType,
): { id: string; content: Buffer } {
  const id = call.params[parameter] ?? '';
  const content = call.repository.objects.content(id, type);
  if (content === undefined) {
    throw notFound();
  }
  return { id, content };
}
