// SPDX-License-Identifier: Apache-2.0
// References of the git database: list, get, create, move, delete.

import { ApiRefusal, notFound, unprocessable } from '../api/api-refusal.ts';
import { actorLogin } from '../api/actor.ts';
import { type Answer, changed, emptied, ok } from '../api/answer.ts';
import { pageOf } from '../api/paging.ts';
import type { RepositoryCall, RepositoryRoute } from '../api/route.ts';
import { isAncestor } from '../git/history.ts';
import { isObjectId } from '../git/git-object.ts';
import { isRefName } from '../git/ref-name.ts';
import {
  applyReferenceChange,
  type ReferenceChange,
  referenceObjection,
} from '../state/reference-change.ts';
import { bringsNewWorkflows } from '../state/workflow-change.ts';
import { refView } from '../view/git-view.ts';
import { reads, writes } from './repository-rights.ts';
import { requireWorkflows } from './require-workflows.ts';

const base = '/repos/{owner}/{repo}/git';
const reading = reads('contents');
const writing = writes('contents');

/** The routes for references. */
export const refRoutes: readonly RepositoryRoute[] = [
  {
    ...reading,
    template: `${base}/refs`,
    docs: 'git/refs#list-matching-references',
    handle: (call) => listRefs(call, 'refs/'),
  },
  {
    ...reading,
    template: `${base}/matching-refs/{ref}`,
    docs: 'git/refs#list-matching-references',
    handle: (call) => listRefs(call, fullRef(call)),
  },
  {
    ...reading,
    template: `${base}/ref/{ref}`,
    docs: 'git/refs#get-a-reference',
    handle: getRef,
  },
  {
    ...writing,
    method: 'POST',
    template: `${base}/refs`,
    docs: 'git/refs#create-a-reference',
    handle: createRef,
  },
  {
    ...writing,
    method: 'PATCH',
    template: `${base}/refs/{ref}`,
    docs: 'git/refs#update-a-reference',
    handle: updateRef,
  },
  {
    ...writing,
    method: 'DELETE',
    template: `${base}/refs/{ref}`,
    docs: 'git/refs#delete-a-reference',
    handle: deleteRef,
  },
];

function listRefs(call: RepositoryCall, prefix: string): Answer {
  const found = [...call.repository.refs]
    .filter(([ref, { visibleFrom }]) => ref.startsWith(prefix) && visibleFrom <= call.now)
    .map(([ref, { id }]) => ({ ref, id }))
    .toSorted((left, right) => (left.ref < right.ref ? -1 : 1));
  return pageOf(call, found, (shown) => refView(call, call.repository, shown));
}

function getRef(call: RepositoryCall): Answer {
  const ref = fullRef(call);
  const found = call.repository.refs.get(ref);
  const hidden = call.state.settings.lag.hidesById && (found?.visibleFrom ?? 0) > call.now;
  if (found === undefined || hidden) {
    throw notFound();
  }
  return ok(refView(call, call.repository, { ref, id: found.id }));
}

function createRef(call: RepositoryCall): Answer {
  const ref = call.fields.requiredString('ref');
  const id = call.fields.requiredString('sha');
  if (!isRefName(ref)) {
    throw unprocessable(`${ref} is not a valid ref name.`);
  }
  if (!isObjectId(id)) {
    throw unprocessable(
      'The sha parameter must be exactly 40 characters and contain only [0-9a-f].',
    );
  }
  requireObject(call, ref, id);
  if (call.repository.refs.has(ref)) {
    throw unprocessable('Reference already exists');
  }
  if (nameIsBlocked(call, ref)) {
    throw unprocessable('Reference update failed');
  }
  if (bringsNewWorkflows(call.repository, id)) {
    requireWorkflows(call);
  }
  apply(call, { ref, to: id, force: false, login: actorLogin(call.actor) });
  return changed(201, refView(call, call.repository, { ref, id }), {
    ids: { ref, sha: id },
    public: true,
  });
}

function updateRef(call: RepositoryCall): Answer {
  const ref = fullRef(call);
  const id = call.fields.requiredString('sha');
  const force = call.fields.boolean('force') ?? false;
  const present = call.repository.refs.get(ref);
  if (present === undefined) {
    throw unprocessable('Reference does not exist');
  }
  requireObject(call, ref, id);
  if (!force && !isAncestor(call.repository.objects, present.id, id)) {
    throw unprocessable('Update is not a fast forward');
  }
  if (bringsNewWorkflows(call.repository, id)) {
    requireWorkflows(call);
  }
  apply(call, { ref, to: id, force, login: actorLogin(call.actor) });
  return changed(200, refView(call, call.repository, { ref, id }), {
    ids: { ref, sha: id },
    public: present.id !== id,
  });
}

function deleteRef(call: RepositoryCall): Answer {
  const ref = fullRef(call);
  if (!call.repository.refs.has(ref)) {
    throw unprocessable('Reference does not exist');
  }
  if (ref === `refs/heads/${call.repository.defaultBranch}`) {
    throw unprocessable('Cannot delete the default branch');
  }
  apply(call, { ref, to: null, force: false, login: actorLogin(call.actor) });
  return emptied({ ids: { ref }, public: true });
}

function apply(call: RepositoryCall, change: ReferenceChange): void {
  const objection = referenceObjection(call.state, call.repository, change);
  if (objection !== null) {
    throw objection;
  }
  applyReferenceChange(call.state, call.repository, change);
}

function requireObject(call: RepositoryCall, ref: string, id: string): void {
  const object = call.repository.objects.get(id);
  if (object === undefined) {
    throw unprocessable('Object does not exist');
  }
  if (ref.startsWith('refs/heads/') && object.type !== 'commit') {
    throw new ApiRefusal(422, 'Reference update failed');
  }
}

function nameIsBlocked(call: RepositoryCall, ref: string): boolean {
  return [...call.repository.refs.keys()].some(
    (other) => other.startsWith(`${ref}/`) || ref.startsWith(`${other}/`),
  );
}

function fullRef(call: RepositoryCall): string {
  const given = call.params['ref'] ?? '';
  return given.startsWith('refs/') ? given : `refs/${given}`;
}
