// SPDX-License-Identifier: Apache-2.0
// Repositories as JSON.

import type { Access } from '../api/access.ts';
import type { Origins } from '../api/origins.ts';
import type { JsonObject } from '../json.ts';
import type { EmulatorState } from '../state/emulator-state.ts';
import { fullNameOf, type Repository } from '../state/repository.ts';
import { simpleUser } from './account-view.ts';
import { isoTime, nodeId } from './web-names.ts';

/** What every view needs beside the thing it shows. */
export interface ViewContext {
  readonly state: EmulatorState;
  readonly origins: Origins;
}

const linkTemplates: readonly (readonly [name: string, suffix: string])[] = [
  ['forks_url', '/forks'],
  ['keys_url', '/keys{/key_id}'],
  ['collaborators_url', '/collaborators{/collaborator}'],
  ['teams_url', '/teams'],
  ['hooks_url', '/hooks'],
  ['issue_events_url', '/issues/events{/number}'],
  ['events_url', '/events'],
  ['assignees_url', '/assignees{/user}'],
  ['branches_url', '/branches{/branch}'],
  ['tags_url', '/tags'],
  ['blobs_url', '/git/blobs{/sha}'],
  ['git_tags_url', '/git/tags{/sha}'],
  ['git_refs_url', '/git/refs{/sha}'],
  ['trees_url', '/git/trees{/sha}'],
  ['statuses_url', '/statuses/{sha}'],
  ['languages_url', '/languages'],
  ['stargazers_url', '/stargazers'],
  ['contributors_url', '/contributors'],
  ['subscribers_url', '/subscribers'],
  ['subscription_url', '/subscription'],
  ['commits_url', '/commits{/sha}'],
  ['git_commits_url', '/git/commits{/sha}'],
  ['comments_url', '/comments{/number}'],
  ['issue_comment_url', '/issues/comments{/number}'],
  ['contents_url', '/contents/{+path}'],
  ['compare_url', '/compare/{base}...{head}'],
  ['merges_url', '/merges'],
  ['archive_url', '/{archive_format}{/ref}'],
  ['downloads_url', '/downloads'],
  ['issues_url', '/issues{/number}'],
  ['pulls_url', '/pulls{/number}'],
  ['milestones_url', '/milestones{/number}'],
  ['notifications_url', '/notifications{?since,all,participating}'],
  ['labels_url', '/labels{/name}'],
  ['releases_url', '/releases{/id}'],
  ['deployments_url', '/deployments'],
];

const mergeSettings: JsonObject = {
  allow_squash_merge: true,
  allow_merge_commit: true,
  allow_rebase_merge: true,
  allow_auto_merge: false,
  allow_update_branch: false,
  delete_branch_on_merge: false,
  use_squash_pr_title_as_default: false,
};

/** The address of a repository in the API. */
export function repositoryUrl(repository: Repository, origins: Origins): string {
  return `${origins.api}/repos/${fullNameOf(repository)}`;
}

/** The address of a repository for people. */
export function repositoryWebUrl(repository: Repository, origins: Origins): string {
  return `${origins.web}/${fullNameOf(repository)}`;
}

/** The form of a repository that other objects carry (`repository`). */
export function repositoryView(context: ViewContext, repository: Repository): JsonObject {
  const { state, origins } = context;
  const url = repositoryUrl(repository, origins);
  const web = repositoryWebUrl(repository, origins);
  const host = origins.web.replace(/^https?:\/\//, '');
  return {
    id: repository.id,
    node_id: nodeId('Repository', repository.id),
    name: repository.name,
    full_name: fullNameOf(repository),
    private: repository.private,
    owner: simpleUser(state.account(repository.ownerLogin), origins),
    html_url: web,
    description: repository.description,
    fork: false,
    url,
    ...Object.fromEntries(linkTemplates.map(([name, suffix]) => [name, `${url}${suffix}`])),
    created_at: isoTime(repository.createdAt),
    updated_at: isoTime(repository.updatedAt),
    pushed_at: isoTime(repository.pushedAt),
    git_url: `git://${host}/${fullNameOf(repository)}.git`,
    ssh_url: `git@${host}:${fullNameOf(repository)}.git`,
    clone_url: `${web}.git`,
    svn_url: web,
    ...shownCounts(repository),
    archived: repository.archived,
    disabled: false,
    visibility: repository.private ? 'private' : 'public',
    default_branch: repository.defaultBranch,
  };
}

/**
 * The full form of a repository, with the caller's role there as `may` answers for it; null where the
 * caller has none, as an installation of an App: GitHub then shows one that may nothing.
 */
export function fullRepositoryView(
  context: ViewContext,
  repository: Repository,
  role: Access | null,
): JsonObject {
  const owner = context.state.account(repository.ownerLogin);
  const may: Access = role ?? (() => false);
  return {
    ...repositoryView(context, repository),
    ...mergeSettings,
    ...(owner.type === 'Organization' ? { organization: simpleUser(owner, context.origins) } : {}),
    temp_clone_token: null,
    permissions: {
      admin: may('administration', 'write'),
      maintain: may('administration', 'write'),
      push: may('contents', 'write'),
      triage: may('contents', 'write'),
      pull: may('metadata', 'read'),
    },
    network_count: 0,
    subscribers_count: 0,
  };
}

function shownCounts(repository: Repository): JsonObject {
  const openPulls = [...repository.pulls.values()].filter((pull) => pull.state === 'open').length;
  return {
    homepage: null,
    size: 0,
    stargazers_count: 0,
    watchers_count: 0,
    language: null,
    has_issues: true,
    has_projects: false,
    has_downloads: true,
    has_wiki: false,
    has_pages: false,
    has_discussions: false,
    forks_count: 0,
    mirror_url: null,
    open_issues_count: openPulls,
    license: null,
    allow_forking: true,
    is_template: false,
    web_commit_signoff_required: false,
    topics: [],
    forks: 0,
    open_issues: openPulls,
    watchers: 0,
  };
}
