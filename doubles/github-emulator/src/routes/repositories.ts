// SPDX-License-Identifier: Apache-2.0
// The repository itself, and whether it makes its releases immutable.

import { notFound } from '../api/api-refusal.ts';
import { type Answer, emptied, ok } from '../api/answer.ts';
import type { RepositoryCall, RepositoryRoute } from '../api/route.ts';
import { roleOf } from '../api/access.ts';
import { fullRepositoryView } from '../view/repository-view.ts';
import { reads } from './repository-rights.ts';

const reading = reads('metadata');

/** The routes for a repository as a whole. */
export const repositoryRoutes: readonly RepositoryRoute[] = [
  {
    ...reading,
    template: '/repos/{owner}/{repo}',
    docs: 'repos/repos#get-a-repository',
    handle: getRepository,
  },
  {
    ...reading,
    template: '/repos/{owner}/{repo}/immutable-releases',
    docs: 'repos/repos#check-if-immutable-releases-are-enabled-for-a-repository',
    handle: getImmutableReleases,
  },
  {
    ...reading,
    template: '/repos/{owner}/{repo}/collaborators/{username}',
    docs: 'collaborators/collaborators#check-if-a-user-is-a-repository-collaborator',
    handle: checkCollaborator,
  },
];

function getRepository(call: RepositoryCall): Answer {
  const { actor } = call;
  const installed = actor.kind === 'token' && actor.token.kind === 'installation';
  return ok(fullRepositoryView(call, call.repository, installed ? null : call.may));
}

function getImmutableReleases(call: RepositoryCall): Answer {
  if (!call.repository.immutableReleases || !call.may('administration', 'read')) {
    throw notFound();
  }
  return ok({ enabled: true, enforced_by_owner: false });
}

function checkCollaborator(call: RepositoryCall): Answer {
  if (roleOf(call.repository, call.params['username'] ?? '') === undefined) {
    throw notFound();
  }
  return emptied(null);
}
