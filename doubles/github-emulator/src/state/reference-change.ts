// SPDX-License-Identifier: Apache-2.0
// Creating, moving and deleting references, with the rules that guard them. Every way of changing a
// reference (the git database routes, publishing a release, a push) goes through here.

import { ApiRefusal, unprocessable } from '../api/api-refusal.ts';
import { isAncestor } from '../git/history.ts';
import type { EmulatorState } from './emulator-state.ts';
import { branchHead, type Repository } from './repository.ts';
import { rulesFor } from './ruleset.ts';

/** A wished change of one reference; `to` is null for a deletion. */
export interface ReferenceChange {
  readonly ref: string;
  readonly to: string | null;
  readonly force: boolean;
  /** Who asks; rulesets may exempt a login. */
  readonly login: string;
}

/** Applies a change that was found permitted; see `referenceObjection`. */
export function applyReferenceChange(
  state: EmulatorState,
  repository: Repository,
  change: ReferenceChange,
): void {
  if (change.to === null) {
    repository.refs.delete(change.ref);
  } else {
    const known = repository.refs.get(change.ref);
    const visibleFrom = known?.visibleFrom ?? state.now() + state.settings.lag.refsMs;
    repository.refs.set(change.ref, { id: change.to, visibleFrom });
  }
  repository.pushedAt = state.now();
  refreshPulls(state, repository);
}

/** The refusal that a ruleset or an immutable release holds against a change; null when none does. */
export function referenceObjection(
  state: EmulatorState,
  repository: Repository,
  change: ReferenceChange,
): ApiRefusal | null {
  const locked = immutableTagObjection(repository, change);
  if (locked !== null) {
    return unprocessable(locked);
  }
  const violation = rulesetViolation(repository, change);
  if (violation === null) {
    return null;
  }
  return state.settings.quirks.vagueRulesetRefusal
    ? unprocessable('Reference update failed')
    : unprocessable(`Repository rule violations found\n\n${violation}\n\n`);
}

/** The sentence of the first rule that a change breaks; null when it breaks none. */
export function rulesetViolation(repository: Repository, change: ReferenceChange): string | null {
  const present = repository.refs.get(change.ref);
  for (const { ruleset, rule } of rulesFor(
    repository.rulesets.values(),
    change.ref,
    repository.defaultBranch,
  )) {
    const exempt = ruleset.bypassLogins.some(
      (login) => login.toLowerCase() === change.login.toLowerCase(),
    );
    const broken = exempt ? null : violationOf(rule.type, repository, { change, present });
    if (broken !== null) {
      return broken;
    }
  }
  return null;
}

function violationOf(
  type: string,
  repository: Repository,
  step: { change: ReferenceChange; present: { id: string } | undefined },
): string | null {
  const { change, present } = step;
  const creates = present === undefined && change.to !== null;
  const updates = present !== undefined && change.to !== null && change.to !== present.id;
  switch (type) {
    case 'creation':
      return creates ? 'Cannot create ref due to creations being restricted.' : null;
    case 'update':
      return updates ? 'Cannot update this protected ref.' : null;
    case 'deletion':
      return change.to === null ? 'Cannot delete this protected ref.' : null;
    case 'pull_request':
      return updates ? 'Changes must be made through a pull request.' : null;
    case 'non_fast_forward':
      return updates && !isAncestor(repository.objects, present.id, change.to ?? '')
        ? 'Cannot force-push to this protected ref.'
        : null;
    default:
      return null;
  }
}

function immutableTagObjection(repository: Repository, change: ReferenceChange): string | null {
  const tag = /^refs\/tags\/(.+)$/.exec(change.ref)?.[1];
  const present = repository.refs.has(change.ref);
  const held = [...repository.releases.values()].some(
    (release) => release.immutable && !release.draft && release.tagName === tag,
  );
  if (tag === undefined || !held || !present) {
    return null;
  }
  const verb = change.to === null ? 'delete' : 'update';
  return `Repository rule violations found\n\nCannot ${verb} a tag that an immutable release uses.\n\n`;
}

function refreshPulls(state: EmulatorState, repository: Repository): void {
  for (const pull of repository.pulls.values()) {
    if (pull.state !== 'open') {
      continue;
    }
    const head = branchHead(repository, pull.headBranch);
    if (head === undefined) {
      pull.state = 'closed';
      pull.closedAt = state.now();
      pull.updatedAt = state.now();
    } else if (head !== pull.headId) {
      pull.headId = head;
      pull.updatedAt = state.now();
    }
    pull.baseId = branchHead(repository, pull.baseBranch) ?? pull.baseId;
  }
}
