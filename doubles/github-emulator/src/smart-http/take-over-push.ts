// SPDX-License-Identifier: Apache-2.0
// Takes what git received into the state, after the same rules that guard references elsewhere. Nothing
// is taken when one reference is refused; the copy on disk is then written anew from the state.

import { accessOf } from '../api/access.ts';
import { type Actor, actorLogin, actorName } from '../api/actor.ts';
import { ApiRefusal } from '../api/api-refusal.ts';
import type { EmulatorCore } from '../api/emulator-core.ts';
import {
  applyReferenceChange,
  type ReferenceChange,
  referenceObjection,
} from '../state/reference-change.ts';
import { fullNameOf, type Repository } from '../state/repository.ts';
import { bringsNewWorkflows } from '../state/workflow-change.ts';
import { readGitRepository } from './read-git-repository.ts';

const pushRoute = '/{owner}/{repo}.git/git-receive-pack';

/** Compares the copy with the state and applies the difference; throws 403 when a rule forbids it. */
export async function takeOverPush(
  core: EmulatorCore,
  push: {
    repository: Repository;
    actor: Actor;
    directory: string;
    /** The references as they stood in the copy before git received the push. */
    before: ReadonlyMap<string, string>;
  },
): Promise<void> {
  const { repository, actor, before } = push;
  const { objects } = repository;
  const received = await readGitRepository(push.directory, (id) => objects.get(id) !== undefined);
  for (const object of received.objects) {
    objects.put(object.type, object.content);
  }
  const login = actorLogin(actor);
  const changes: ReferenceChange[] = [];
  for (const ref of new Set([...before.keys(), ...received.refs.keys()])) {
    const to = received.refs.get(ref) ?? null;
    if (before.get(ref) !== (to ?? undefined)) {
      changes.push({ ref, to, force: true, login });
    }
  }
  checkPush(core, push, changes);
  for (const change of changes) {
    applyReferenceChange(core.state, repository, change);
    core.log.addWrite({
      at: core.state.now(),
      requestId: '',
      method: 'POST',
      route: pushRoute,
      path: `/${fullNameOf(repository)}.git/git-receive-pack`,
      actor: actorName(actor),
      repository: fullNameOf(repository),
      applied: true,
      status: 200,
      ids: change.to === null ? { ref: change.ref } : { ref: change.ref, sha: change.to },
      publicEffect: true,
      faults: [],
    });
  }
}

function checkPush(
  core: EmulatorCore,
  push: { repository: Repository; actor: Actor },
  changes: readonly ReferenceChange[],
): void {
  const access = accessOf(push.actor, push.repository);
  for (const change of changes) {
    const objection = referenceObjection(core.state, push.repository, change);
    if (objection !== null) {
      throw new ApiRefusal(403, objection.message);
    }
    const workflows = change.to !== null && bringsNewWorkflows(push.repository, change.to);
    if (workflows && access?.('workflows', 'write') !== true) {
      throw new ApiRefusal(
        403,
        'refusing to allow this credential to create or update workflows without `workflows` permission',
      );
    }
  }
}
