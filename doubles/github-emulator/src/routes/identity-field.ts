// SPDX-License-Identifier: Apache-2.0
// Author, committer and tagger as request bodies carry them.

import { actorLogin } from '../api/actor.ts';
import { invalidRequest } from '../api/api-refusal.ts';
import type { RequestFields } from '../api/request-fields.ts';
import type { RepositoryCall } from '../api/route.ts';
import type { GitIdentity } from '../git/git-identity.ts';

const rfc3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/;

/** Reads an identity, filling what is left out with the caller and the present; times become UTC. */
export function readIdentity(
  call: RepositoryCall,
  fields: RequestFields | undefined,
  fallback?: GitIdentity,
): GitIdentity {
  const login = actorLogin(call.actor);
  const present: GitIdentity = fallback ?? {
    name: login,
    email: `${call.state.account(login).id}+${login}@users.noreply.github.localhost`,
    seconds: Math.floor(call.now / 1000),
    offset: '+0000',
  };
  if (fields === undefined) {
    return present;
  }
  return {
    name: fields.requiredString('name'),
    email: fields.requiredString('email'),
    seconds: readSeconds(fields.string('date')) ?? Math.floor(call.now / 1000),
    offset: '+0000',
  };
}

function readSeconds(date: string | undefined): number | undefined {
  if (date === undefined) {
    return undefined;
  }
  const milliseconds = rfc3339.test(date) ? Date.parse(date) : Number.NaN;
  if (Number.isNaN(milliseconds)) {
    throw invalidRequest(`For 'properties/date', "${date}" is not a valid date-time.`);
  }
  return Math.floor(milliseconds / 1000);
}
