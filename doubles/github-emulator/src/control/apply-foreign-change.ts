// SPDX-License-Identifier: Apache-2.0
// Carries out foreign changes on the state.

import { encodeCommit } from '../git/commit-object.ts';
import { findCommit } from '../git/history.ts';
import { editTree } from '../git/tree-edit.ts';
import type { EmulatorState } from '../state/emulator-state.ts';
import { applyReferenceChange } from '../state/reference-change.ts';
import { branchHead, type Repository } from '../state/repository.ts';
import type { ForeignChange } from './foreign-change.ts';
import { changeRelease, isReleaseChange } from './foreign-release-change.ts';
import { changeSetting, isSettingChange } from './foreign-setting-change.ts';

/** The changes that concern branches, tags and pull requests. */
type HistoryForeignChange = Extract<
  ForeignChange,
  { act: 'set_ref' | 'delete_ref' | 'commit_file' | 'create_pull' | 'close_pull' }
>;

const STRANGER = 'mallory';

/** Applies a change; throws with the reason when what it names does not exist. */
export function applyForeignChange(state: EmulatorState, change: ForeignChange): void {
  if (change.act === 'expire_token' || change.act === 'revoke_token') {
    endToken(state, change);
    return;
  }
  const repository = findRepository(state, change.repository);
  if (isReleaseChange(change)) {
    changeRelease(state, repository, change);
  } else if (isSettingChange(change)) {
    changeSetting(state, repository, change);
  } else {
    changeHistory(state, repository, change);
  }
}

function changeHistory(
  state: EmulatorState,
  repository: Repository,
  change: HistoryForeignChange,
): void {
  switch (change.act) {
    case 'set_ref':
      moveRef(state, repository, { ref: change.ref, to: change.sha });
      return;
    case 'delete_ref':
      moveRef(state, repository, { ref: change.ref, to: null });
      return;
    case 'commit_file':
      commitFile(state, repository, change);
      return;
    case 'create_pull':
      createPull(state, repository, change);
      return;
    case 'close_pull':
      closePull(state, repository, change.number);
  }
}

function findRepository(state: EmulatorState, fullName: string): Repository {
  const [owner = '', name = ''] = fullName.split('/');
  const repository = state.repositoryNamed(owner, name);
  if (repository === undefined) {
    throw new Error(`repository ${fullName} does not exist; add it first`);
  }
  return repository;
}

function endToken(
  state: EmulatorState,
  change: { act: 'expire_token' | 'revoke_token'; token: string },
): void {
  const tokens = [...state.tokens.values()].filter((token) => token.name === change.token);
  if (tokens.length === 0) {
    throw new Error(`no token is named ${change.token}`);
  }
  for (const token of tokens) {
    if (change.act === 'expire_token') {
      token.expiresAt = state.now();
    } else {
      token.revoked = true;
    }
  }
}

function moveRef(
  state: EmulatorState,
  repository: Repository,
  step: { ref: string; to: string | null },
): void {
  if (step.to !== null && repository.objects.get(step.to) === undefined) {
    throw new Error(`object ${step.to} does not exist in the repository`);
  }
  applyReferenceChange(state, repository, { ...step, force: true, login: STRANGER });
}

function commitFile(
  state: EmulatorState,
  repository: Repository,
  change: { branch: string; path: string; content: string; message: string },
): void {
  const head = branchHead(repository, change.branch);
  const parent = head === undefined ? undefined : findCommit(repository.objects, head);
  const blob = repository.objects.put('blob', Buffer.from(change.content, 'utf8'));
  const edit = { path: change.path, mode: '100644', id: blob } as const;
  const tree = editTree(repository.objects, parent?.commit.tree ?? null, [edit]);
  const identity = {
    name: STRANGER,
    email: `${STRANGER}@example.org`,
    seconds: Math.floor(state.now() / 1000),
    offset: '+0000',
  };
  const commit = repository.objects.put(
    'commit',
    encodeCommit({
      tree,
      parents: parent === undefined ? [] : [parent.id],
      author: identity,
      committer: identity,
      signature: null,
      message: change.message,
    }),
  );
  moveRef(state, repository, { ref: `refs/heads/${change.branch}`, to: commit });
}

function createPull(
  state: EmulatorState,
  repository: Repository,
  change: { head: string; base: string; title: string; body: string | null; login: string },
): void {
  const headId = branchHead(repository, change.head);
  const baseId = branchHead(repository, change.base);
  if (headId === undefined || baseId === undefined) {
    throw new Error(`branches ${change.head} and ${change.base} must both exist`);
  }
  const number = repository.nextPullNumber;
  repository.nextPullNumber += 1;
  repository.pulls.set(number, {
    id: state.nextId('pull'),
    number,
    authorLogin: change.login,
    createdAt: state.now(),
    visibleFrom: state.now(),
    headBranch: change.head,
    baseBranch: change.base,
    headId,
    baseId,
    title: change.title,
    body: change.body,
    draft: false,
    maintainerCanModify: false,
    state: 'open',
    closedAt: null,
    updatedAt: state.now(),
  });
}

function closePull(state: EmulatorState, repository: Repository, number: number): void {
  const pull = repository.pulls.get(number);
  if (pull === undefined) {
    throw new Error(`pull request ${number} does not exist`);
  }
  Object.assign(pull, { state: 'closed', closedAt: state.now(), updatedAt: state.now() });
}
