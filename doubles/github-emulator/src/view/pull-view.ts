// SPDX-License-Identifier: Apache-2.0
// Pull requests as JSON.

import { commitsBetween, findCommit, mergeBase } from '../git/history.ts';
import { diffTrees, type FileChange } from '../git/tree-diff.ts';
import type { JsonObject } from '../json.ts';
import type { PullRequest } from '../state/pull-request.ts';
import type { Repository } from '../state/repository.ts';
import { simpleUser } from './account-view.ts';
import { lineTotals } from './commit-view.ts';
import {
  repositoryUrl,
  repositoryView,
  repositoryWebUrl,
  type ViewContext,
} from './repository-view.ts';
import { isoTime, nodeId } from './web-names.ts';

/** A pull request as lists show it (`pull-request-simple`). */
export function pullView(
  context: ViewContext,
  repository: Repository,
  pull: PullRequest,
): JsonObject {
  const author = context.state.account(pull.authorLogin);
  return {
    ...pullLinks(context, repository, pull),
    id: pull.id,
    node_id: nodeId('PullRequest', pull.id),
    number: pull.number,
    state: pull.state,
    locked: false,
    title: pull.title,
    user: simpleUser(author, context.origins),
    body: pull.body,
    created_at: isoTime(pull.createdAt),
    updated_at: isoTime(pull.updatedAt),
    closed_at: pull.closedAt === null ? null : isoTime(pull.closedAt),
    merged_at: null,
    merge_commit_sha: null,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    labels: [],
    milestone: null,
    draft: pull.draft,
    head: sideView(context, repository, { branch: pull.headBranch, id: pull.headId }),
    base: sideView(context, repository, { branch: pull.baseBranch, id: pull.baseId }),
    author_association: pull.authorLogin === repository.ownerLogin ? 'OWNER' : 'CONTRIBUTOR',
    auto_merge: null,
    active_lock_reason: null,
  };
}

/** A pull request on its own (`pull-request`), with its size. */
export function fullPullView(
  context: ViewContext,
  repository: Repository,
  pull: PullRequest,
): JsonObject {
  const changes = pullChanges(repository, pull);
  const { additions, deletions } = lineTotals(changes);
  return {
    ...pullView(context, repository, pull),
    merged: false,
    mergeable: pull.state === 'open' ? true : null,
    rebaseable: pull.state === 'open' ? true : null,
    mergeable_state: pull.state === 'open' ? 'clean' : 'unknown',
    merged_by: null,
    comments: 0,
    review_comments: 0,
    maintainer_can_modify: pull.maintainerCanModify,
    commits: commitsBetween(repository.objects, pull.baseId, pull.headId).length,
    additions,
    deletions,
    changed_files: changes.length,
  };
}

/** The files a pull request changes: its head against the merge base with its base. */
export function pullChanges(repository: Repository, pull: PullRequest): FileChange[] {
  const shared = mergeBase(repository.objects, pull.baseId, pull.headId);
  const head = findCommit(repository.objects, pull.headId);
  if (head === undefined) {
    return [];
  }
  return diffTrees(repository.objects, shared?.commit.tree ?? null, head.commit.tree);
}

function sideView(
  context: ViewContext,
  repository: Repository,
  side: { branch: string; id: string },
): JsonObject {
  const owner = context.state.account(repository.ownerLogin);
  return {
    label: `${owner.login}:${side.branch}`,
    ref: side.branch,
    sha: side.id,
    user: simpleUser(owner, context.origins),
    repo: repositoryView(context, repository),
  };
}

function pullLinks(context: ViewContext, repository: Repository, pull: PullRequest): JsonObject {
  const repo = repositoryUrl(repository, context.origins);
  const url = `${repo}/pulls/${pull.number}`;
  const issue = `${repo}/issues/${pull.number}`;
  const html = `${repositoryWebUrl(repository, context.origins)}/pull/${pull.number}`;
  const links = {
    url,
    html_url: html,
    issue_url: issue,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${repo}/pulls/comments{/number}`,
    comments_url: `${issue}/comments`,
    statuses_url: `${repo}/statuses/${pull.headId}`,
  };
  return {
    ...links,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    _links: {
      self: { href: url },
      html: { href: html },
      issue: { href: issue },
      comments: { href: links.comments_url },
      review_comments: { href: links.review_comments_url },
      review_comment: { href: links.review_comment_url },
      commits: { href: links.commits_url },
      statuses: { href: links.statuses_url },
    },
  };
}
