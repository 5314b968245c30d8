// SPDX-License-Identifier: Apache-2.0
// Installations of apps as JSON.

import type { JsonObject } from '../json.ts';
import type { GitHubApp, Installation } from '../state/github-app.ts';
import { simpleUser } from './account-view.ts';
import type { ViewContext } from './repository-view.ts';
import { isoTime } from './web-names.ts';

/** An installation (`installation`). */
export function installationView(
  context: ViewContext,
  installation: Installation,
  app: GitHubApp,
): JsonObject {
  const { state, origins } = context;
  const account = state.account(installation.accountLogin);
  return {
    id: installation.id,
    client_id: app.clientId,
    account: simpleUser(account, origins),
    repository_selection: installation.repositories === 'all' ? 'all' : 'selected',
    access_tokens_url: `${origins.api}/app/installations/${installation.id}/access_tokens`,
    repositories_url: `${origins.api}/installation/repositories`,
    html_url: `${origins.web}/settings/installations/${installation.id}`,
    app_id: app.id,
    app_slug: app.slug,
    target_id: account.id,
    target_type: account.type,
    permissions: { metadata: 'read', ...installation.permissions },
    events: [],
    created_at: isoTime(installation.createdAt),
    updated_at: isoTime(installation.createdAt),
    single_file_name: null,
    suspended_by: null,
    suspended_at: null,
  };
}
