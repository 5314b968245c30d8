// SPDX-License-Identifier: Apache-2.0
// Commits, branches, tags and comparisons, read only.

import { ApiRefusal, notFound, unprocessable } from '../api/api-refusal.ts';
import { type Answer, ok } from '../api/answer.ts';
import { pageOf } from '../api/paging.ts';
import type { RepositoryCall, RepositoryRoute } from '../api/route.ts';
import {
  commitsBetween,
  commitsFrom,
  findCommit,
  mergeBase,
  peelToCommit,
} from '../git/history.ts';
import { diffTrees } from '../git/tree-diff.ts';
import { rulesFor } from '../state/ruleset.ts';
import { commitView, fileView, fullCommitView } from '../view/commit-view.ts';
import { repositoryUrl, repositoryWebUrl } from '../view/repository-view.ts';
import { encodedPath, nodeId } from '../view/web-names.ts';
import { findCommitish } from './commit-reference.ts';
import { reads } from './repository-rights.ts';

const reading = reads('contents');
const base = '/repos/{owner}/{repo}';

/** The routes for commits, branches, tags and comparisons. */
export const commitRoutes: readonly RepositoryRoute[] = [
  {
    ...reading,
    template: `${base}/commits`,
    docs: 'commits/commits#list-commits',
    handle: listCommits,
  },
  {
    ...reading,
    template: `${base}/commits/{ref}`,
    docs: 'commits/commits#get-a-commit',
    handle: getCommit,
  },
  {
    ...reading,
    template: `${base}/compare/{basehead}`,
    docs: 'commits/commits#compare-two-commits',
    handle: compareCommits,
  },
  {
    ...reading,
    template: `${base}/branches`,
    docs: 'branches/branches#list-branches',
    handle: listBranches,
  },
  {
    ...reading,
    template: `${base}/branches/{branch}`,
    docs: 'branches/branches#get-a-branch',
    handle: getBranch,
  },
  {
    ...reading,
    template: `${base}/tags`,
    docs: 'repos/repos#list-repository-tags',
    handle: listTags,
  },
];

function listCommits(call: RepositoryCall): Answer {
  const start = call.request.query.get('sha') ?? call.repository.defaultBranch;
  const head = findCommitish(call.repository, start);
  if (head === undefined) {
    throw call.repository.refs.size === 0
      ? new ApiRefusal(409, 'Git Repository is empty.')
      : notFound();
  }
  return pageOf(call, commitsFrom(call.repository.objects, head.id), (commit) =>
    commitView(call, call.repository, commit),
  );
}

function getCommit(call: RepositoryCall): Answer {
  const ref = call.params['ref'] ?? '';
  const commit = findCommitish(call.repository, ref);
  if (commit === undefined) {
    throw unprocessable(`No commit found for SHA: ${ref}`);
  }
  return ok(fullCommitView(call, call.repository, commit));
}

function compareCommits(call: RepositoryCall): Answer {
  const { repository } = call;
  const { objects } = repository;
  const basehead = call.params['basehead'] ?? '';
  const [left = '', right = ''] = basehead.split('...');
  const start = findCommitish(repository, left);
  const head = findCommitish(repository, right);
  const shared =
    start === undefined || head === undefined ? undefined : mergeBase(objects, start.id, head.id);
  if (start === undefined || head === undefined || shared === undefined) {
    throw notFound();
  }
  const ahead = commitsBetween(objects, start.id, head.id);
  const behind = commitsBetween(objects, head.id, start.id);
  const url = `${repositoryUrl(repository, call.origins)}/compare/${encodedPath(basehead)}`;
  const web = `${repositoryWebUrl(repository, call.origins)}/compare/${encodedPath(basehead)}`;
  const files = diffTrees(objects, shared.commit.tree, head.commit.tree);
  return ok({
    url,
    html_url: web,
    permalink_url: web,
    diff_url: `${web}.diff`,
    patch_url: `${web}.patch`,
    base_commit: commitView(call, repository, start),
    merge_base_commit: commitView(call, repository, shared),
    status: comparisonStatus(ahead.length, behind.length),
    ahead_by: ahead.length,
    behind_by: behind.length,
    total_commits: ahead.length,
    commits: ahead.map((commit) => commitView(call, repository, commit)),
    files: files.map((change) => fileView(call, repository, { change, commit: head.id })),
  });
}

function comparisonStatus(ahead: number, behind: number): string {
  if (ahead > 0) {
    return behind > 0 ? 'diverged' : 'ahead';
  }
  return behind > 0 ? 'behind' : 'identical';
}

function listBranches(call: RepositoryCall): Answer {
  const branches = namedRefs(call, 'refs/heads/');
  return pageOf(call, branches, ({ name, id }) => ({
    name,
    commit: { sha: id, url: `${repositoryUrl(call.repository, call.origins)}/commits/${id}` },
    protected: isProtected(call, name),
  }));
}

function getBranch(call: RepositoryCall): Answer {
  const name = call.params['branch'] ?? '';
  const head = call.repository.refs.get(`refs/heads/${name}`);
  const commit = head === undefined ? undefined : findCommit(call.repository.objects, head.id);
  const hidden = call.state.settings.lag.hidesById && (head?.visibleFrom ?? 0) > call.now;
  if (commit === undefined || hidden) {
    throw new ApiRefusal(404, 'Branch not found');
  }
  const url = `${repositoryUrl(call.repository, call.origins)}/branches/${encodedPath(name)}`;
  const guarded = isProtected(call, name);
  return ok({
    name,
    commit: commitView(call, call.repository, commit),
    _links: {
      self: url,
      html: `${repositoryWebUrl(call.repository, call.origins)}/tree/${encodedPath(name)}`,
    },
    protected: guarded,
    protection: {
      enabled: guarded,
      required_status_checks: { enforcement_level: 'off', contexts: [], checks: [] },
    },
    protection_url: `${url}/protection`,
  });
}

function listTags(call: RepositoryCall): Answer {
  const url = repositoryUrl(call.repository, call.origins);
  return pageOf(call, namedRefs(call, 'refs/tags/').toReversed(), ({ name, id }) => {
    const commit = peelToCommit(call.repository.objects, id)?.id ?? id;
    return {
      name,
      zipball_url: `${url}/zipball/refs/tags/${encodedPath(name)}`,
      tarball_url: `${url}/tarball/refs/tags/${encodedPath(name)}`,
      commit: { sha: commit, url: `${url}/commits/${commit}` },
      node_id: nodeId('Ref', `${call.repository.id}:refs/tags/${name}`),
    };
  });
}

function namedRefs(call: RepositoryCall, prefix: string): { name: string; id: string }[] {
  return [...call.repository.refs]
    .filter(([ref, { visibleFrom }]) => ref.startsWith(prefix) && visibleFrom <= call.now)
    .map(([ref, { id }]) => ({ name: ref.slice(prefix.length), id }))
    .toSorted((left, right) => (left.name < right.name ? -1 : 1));
}

function isProtected(call: RepositoryCall, branch: string): boolean {
  const { rulesets, defaultBranch } = call.repository;
  return rulesFor(rulesets.values(), `refs/heads/${branch}`, defaultBranch).length > 0;
}
