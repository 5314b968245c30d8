// SPDX-License-Identifier: Apache-2.0
// Accounts as JSON.

import type { Origins } from '../api/origins.ts';
import type { JsonObject } from '../json.ts';
import type { Account } from '../state/account.ts';
import { isoTime, nodeId } from './web-names.ts';

/** The short form of an account that other objects carry (`simple-user`). */
export function simpleUser(account: Account, origins: Origins): JsonObject {
  const login = encodeURIComponent(account.login);
  const url = `${origins.api}/users/${login}`;
  return {
    login: account.login,
    id: account.id,
    node_id: nodeId(account.type, account.id),
    avatar_url: `${origins.web}/avatars/u/${account.id}?v=4`,
    gravatar_id: '',
    url,
    html_url: `${origins.web}/${login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: account.type,
    user_view_type: 'public',
    site_admin: false,
  };
}

/** The form of an account that its own token sees (`public-user`). */
export function ownUser(account: Account, origins: Origins): JsonObject {
  return {
    ...simpleUser(account, origins),
    name: account.name,
    company: null,
    blog: '',
    location: null,
    email: account.email,
    hireable: null,
    bio: null,
    twitter_username: null,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: isoTime(0),
    updated_at: isoTime(0),
  };
}
