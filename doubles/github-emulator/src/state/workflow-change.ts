// SPDX-License-Identifier: Apache-2.0
// Whether a commit brings workflow files that the repository's branches and tags do not have. Such
// commits need a credential that may change workflows.

import { findCommit, peelToCommit } from '../git/history.ts';
import { findInTree } from '../git/tree-object.ts';
import { branchHead, type Repository } from './repository.ts';

const workflowsPath = '.github/workflows';

/** Tells whether a path lies among the workflow files. */
export function isWorkflowPath(path: string): boolean {
  return path.startsWith(`${workflowsPath}/`);
}

/** Tells whether a commit's workflow files differ from those of every branch and tag. */
export function bringsNewWorkflows(repository: Repository, id: string): boolean {
  const theirs = workflowsOf(repository, id);
  if (theirs === null) {
    return false;
  }
  return ![...repository.refs.values()].some((ref) => workflowsOf(repository, ref.id) === theirs);
}

/** Tells whether a commit's workflow files differ from those of the default branch. */
export function changesDefaultWorkflows(repository: Repository, id: string): boolean {
  const theirs = workflowsOf(repository, id);
  const head = branchHead(repository, repository.defaultBranch);
  return theirs !== null && (head === undefined || workflowsOf(repository, head) !== theirs);
}

function workflowsOf(repository: Repository, id: string): string | null {
  const commit = peelToCommit(repository.objects, id) ?? findCommit(repository.objects, id);
  if (commit === undefined) {
    return null;
  }
  return findInTree(repository.objects, commit.commit.tree, workflowsPath)?.id ?? null;
}
