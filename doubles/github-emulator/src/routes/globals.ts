// SPDX-License-Identifier: Apache-2.0
// Routes that concern no repository: the root, the rate limit, the caller.

import { actorName } from '../api/actor.ts';
import { ApiRefusal } from '../api/api-refusal.ts';
import { type Answer, ok } from '../api/answer.ts';
import type { RateLimiter } from '../api/rate-limiter.ts';
import type { Call, GlobalRoute } from '../api/route.ts';
import type { JsonObject } from '../json.ts';
import { ownUser } from '../view/account-view.ts';

const reading = { scope: 'global', method: 'GET', nature: 'read' } as const;

const rootLinks: readonly (readonly [name: string, path: string])[] = [
  ['current_user_url', '/user'],
  ['current_user_authorizations_html_url', '/settings/connections/applications{/client_id}'],
  ['authorizations_url', '/authorizations'],
  ['code_search_url', '/search/code?q={query}{&page,per_page,sort,order}'],
  ['commit_search_url', '/search/commits?q={query}{&page,per_page,sort,order}'],
  ['emails_url', '/user/emails'],
  ['emojis_url', '/emojis'],
  ['events_url', '/events'],
  ['feeds_url', '/feeds'],
  ['followers_url', '/user/followers'],
  ['following_url', '/user/following{/target}'],
  ['gists_url', '/gists{/gist_id}'],
  ['hub_url', '/hub'],
  ['issue_search_url', '/search/issues?q={query}{&page,per_page,sort,order}'],
  ['issues_url', '/issues'],
  ['keys_url', '/user/keys'],
  ['label_search_url', '/search/labels?q={query}&repository_id={repository_id}{&page,per_page}'],
  ['notifications_url', '/notifications'],
  ['organization_url', '/orgs/{org}'],
  ['organization_repositories_url', '/orgs/{org}/repos{?type,page,per_page,sort}'],
  ['organization_teams_url', '/orgs/{org}/teams'],
  ['public_gists_url', '/gists/public'],
  ['rate_limit_url', '/rate_limit'],
  ['repository_url', '/repos/{owner}/{repo}'],
  ['repository_search_url', '/search/repositories?q={query}{&page,per_page,sort,order}'],
  ['current_user_repositories_url', '/user/repos{?type,page,per_page,sort}'],
  ['starred_url', '/user/starred{/owner}{/repo}'],
  ['starred_gists_url', '/gists/starred'],
  ['topic_search_url', '/search/topics?q={query}{&page,per_page}'],
  ['user_url', '/users/{user}'],
  ['user_organizations_url', '/user/orgs'],
  ['user_repositories_url', '/users/{user}/repos{?type,page,per_page,sort}'],
  ['user_search_url', '/search/users?q={query}{&page,per_page,sort,order}'],
];

/** The routes that concern no repository; the limiter is the one that counts the calls. */
export function globalRoutes(limiter: () => RateLimiter): readonly GlobalRoute[] {
  return [
    {
      ...reading,
      authority: 'anyone',
      template: '/',
      docs: 'meta/meta#github-api-root',
      handle: getRoot,
    },
    {
      ...reading,
      authority: 'anyone',
      template: '/meta',
      docs: 'meta/meta#get-github-meta-information',
      handle: () => ok({ verifiable_password_authentication: false }),
    },
    {
      ...reading,
      authority: 'anyone',
      template: '/rate_limit',
      docs: 'rate-limit/rate-limit#get-rate-limit-status-for-the-authenticated-user',
      handle: (call) => getRateLimit(call, limiter()),
    },
    {
      ...reading,
      authority: 'token',
      template: '/user',
      docs: 'users/users#get-the-authenticated-user',
      handle: getUser,
    },
  ];
}

function getRoot(call: Call): Answer {
  return ok(
    Object.fromEntries(rootLinks.map(([name, path]) => [name, `${call.origins.api}${path}`])),
  );
}

function getRateLimit(call: Call, limiter: RateLimiter): Answer {
  const { rateLimits } = call.state.settings;
  const budget = limiter.budget(actorName(call.actor), call.now, rateLimits);
  const core: JsonObject = {
    limit: budget.limit,
    used: Math.min(budget.used, budget.limit),
    remaining: budget.remaining,
    reset: budget.resetSeconds,
  };
  return ok({ resources: { core, search: core, graphql: core }, rate: core });
}

function getUser(call: Call): Answer {
  if (call.actor.kind !== 'token' || call.actor.token.kind === 'installation') {
    throw new ApiRefusal(403, 'Resource not accessible by integration');
  }
  return ok(ownUser(call.state.account(call.actor.token.login), call.origins));
}
