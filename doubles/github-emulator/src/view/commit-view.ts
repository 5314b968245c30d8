// SPDX-License-Identifier: Apache-2.0
// Commits, changed files, branches and tags as the repository routes show them.

import { findCommit, type NamedCommit } from '../git/history.ts';
import { diffTrees, type FileChange } from '../git/tree-diff.ts';
import type { JsonObject } from '../json.ts';
import type { Repository } from '../state/repository.ts';
import { identityView, shownMessage, verificationView } from './git-view.ts';
import { repositoryUrl, repositoryWebUrl, type ViewContext } from './repository-view.ts';
import { encodedPath, nodeId } from './web-names.ts';

/** A commit without its files (`commit` in lists). */
export function commitView(
  context: ViewContext,
  repository: Repository,
  shown: NamedCommit,
): JsonObject {
  const { id, commit } = shown;
  const url = repositoryUrl(repository, context.origins);
  const web = repositoryWebUrl(repository, context.origins);
  return {
    sha: id,
    node_id: nodeId('Commit', id),
    commit: {
      author: identityView(commit.author),
      committer: identityView(commit.committer),
      message: shownMessage(commit.message),
      tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` },
      url: `${url}/git/commits/${id}`,
      comment_count: 0,
      verification: verificationView(commit.signature),
    },
    url: `${url}/commits/${id}`,
    html_url: `${web}/commit/${id}`,
    comments_url: `${url}/commits/${id}/comments`,
    author: null,
    committer: null,
    parents: commit.parents.map((parent) => ({
      sha: parent,
      url: `${url}/commits/${parent}`,
      html_url: `${web}/commit/${parent}`,
    })),
  };
}

/** A commit with the files it changed against its first parent (`commit`). */
export function fullCommitView(
  context: ViewContext,
  repository: Repository,
  shown: NamedCommit,
): JsonObject {
  const parent = shown.commit.parents[0];
  const before = parent === undefined ? undefined : findCommit(repository.objects, parent);
  const changes = diffTrees(repository.objects, before?.commit.tree ?? null, shown.commit.tree);
  return {
    ...commitView(context, repository, shown),
    stats: lineTotals(changes),
    files: changes.map((change) => fileView(context, repository, { change, commit: shown.id })),
  };
}

/** One changed file (`diff-entry`), linked at the commit that has it. */
export function fileView(
  context: ViewContext,
  repository: Repository,
  shown: { change: FileChange; commit: string },
): JsonObject {
  const { change, commit } = shown;
  const path = encodedPath(change.path);
  const web = repositoryWebUrl(repository, context.origins);
  const url = repositoryUrl(repository, context.origins);
  return {
    sha: change.id,
    filename: change.path,
    status: change.status,
    additions: change.additions,
    deletions: change.deletions,
    changes: change.additions + change.deletions,
    blob_url: `${web}/blob/${commit}/${path}`,
    raw_url: `${web}/raw/${commit}/${path}`,
    contents_url: `${url}/contents/${path}?ref=${commit}`,
  };
}

/** Added, deleted and changed lines of several files. */
export function lineTotals(changes: readonly FileChange[]): {
  additions: number;
  deletions: number;
  total: number;
} {
  const additions = changes.reduce((sum, change) => sum + change.additions, 0);
  const deletions = changes.reduce((sum, change) => sum + change.deletions, 0);
  return { additions, deletions, total: additions + deletions };
}
