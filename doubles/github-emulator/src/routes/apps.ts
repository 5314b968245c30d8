// SPDX-License-Identifier: Apache-2.0
// GitHub Apps: finding an installation, making and revoking its tokens.

import { selects } from '../api/access.ts';
import { ApiRefusal, invalidRequest, notFound, unprocessable } from '../api/api-refusal.ts';
import { type Answer, changed, emptied, ok } from '../api/answer.ts';
import { isJsonObject } from '../json.ts';
import type { AppCall, AppRoute, Call, Route } from '../api/route.ts';
import type { Installation } from '../state/github-app.ts';
import type { Repository } from '../state/repository.ts';
import {
  type InstallationToken,
  permissionNames,
  type PermissionLevel,
  type PermissionName,
  type Permissions,
  type RepositorySelection,
} from '../state/token.ts';
import { installationView } from '../view/installation-view.ts';
import { repositoryView } from '../view/repository-view.ts';
import { isoTime } from '../view/web-names.ts';

/** How long an installation token is accepted, in milliseconds. */
export const installationTokenLifetimeMs = 3_600_000;

const getInstallationRoute: AppRoute = {
  scope: 'app',
  method: 'GET',
  template: '/repos/{owner}/{repo}/installation',
  nature: 'read',
  docs: 'apps/apps#get-a-repository-installation-for-the-authenticated-app',
  handle: getInstallation,
};

/** The routes for apps. */
export const appRoutes: readonly Route[] = [
  getInstallationRoute,
  {
    scope: 'app',
    method: 'POST',
    template: '/app/installations/{installation_id}/access_tokens',
    nature: 'credential',
    docs: 'apps/apps#create-an-installation-access-token-for-an-app',
    handle: createToken,
  },
  {
    scope: 'global',
    authority: 'token',
    method: 'DELETE',
    template: '/installation/token',
    nature: 'credential',
    docs: 'apps/installations#revoke-an-installation-access-token',
    handle: revokeToken,
  },
];

function getInstallation(call: AppCall): Answer {
  const { owner = '', repo = '' } = call.params;
  const repository = call.state.repositoryNamed(owner, repo);
  const installation = [...call.state.installations.values()].find(
    (candidate) =>
      candidate.appId === call.app.id &&
      repository !== undefined &&
      installationReaches(candidate, repository),
  );
  if (installation === undefined) {
    throw notFound();
  }
  return ok(installationView(call, installation, call.app));
}

function createToken(call: AppCall): Answer {
  const installation = call.state.installations.get(Number(call.params['installation_id']));
  if (installation === undefined || installation.appId !== call.app.id) {
    throw notFound();
  }
  const repositories = readSelection(call, installation);
  const permissions = readPermissions(call, installation);
  const token: InstallationToken = {
    kind: 'installation',
    name: `installation:${call.app.slug}:${call.state.tokens.size + 1}`,
    login: `${call.app.slug}[bot]`,
    expiresAt: call.now + installationTokenLifetimeMs,
    revoked: false,
    appId: call.app.id,
    installationId: installation.id,
    permissions,
    repositories,
  };
  const secret = `ghs_${call.state.random.alphanumeric(32)}${call.state.random.alphanumeric(4)}`;
  call.state.account(token.login, 'Bot');
  call.state.tokens.set(secret, token);
  const reached = [...call.state.repositories.values()].filter((repository) =>
    selects(repositories, repository),
  );
  return changed(
    201,
    {
      token: secret,
      expires_at: isoTime(call.now + installationTokenLifetimeMs),
      permissions: { ...permissions },
      repository_selection: repositories === 'all' ? 'all' : 'selected',
      ...(repositories === 'all'
        ? {}
        : { repositories: reached.map((repository) => repositoryView(call, repository)) }),
    },
    { ids: { installationId: installation.id }, public: false },
  );
}

function revokeToken(call: Call): Answer {
  if (call.actor.kind !== 'token' || call.actor.token.kind !== 'installation') {
    throw new ApiRefusal(403, 'Resource not accessible by personal access token');
  }
  call.actor.token.revoked = true;
  return emptied({ ids: { installationId: call.actor.token.installationId }, public: false });
}

function installationReaches(installation: Installation, repository: Repository): boolean {
  return (
    installation.accountLogin.toLowerCase() === repository.ownerLogin.toLowerCase() &&
    selects(installation.repositories, repository)
  );
}

function readSelection(call: AppCall, installation: Installation): RepositorySelection {
  const ids = call.fields.list('repository_ids');
  const names = call.fields.strings('repositories');
  if (ids === undefined && names === undefined) {
    return installation.repositories;
  }
  const named = (names ?? []).map((name) =>
    call.state.repositoryNamed(installation.accountLogin, name),
  );
  const numbered = (ids ?? []).map((id) => call.state.repositories.get(Number(id)));
  return [...numbered, ...named].map((repository) => {
    if (repository === undefined || !installationReaches(installation, repository)) {
      throw unprocessable(
        'There is at least one repository that does not exist or is not accessible to the parent installation.',
      );
    }
    return repository.id;
  });
}

function readPermissions(call: AppCall, installation: Installation): Permissions {
  const wished = call.fields.object('permissions')?.members;
  if (wished === undefined || !isJsonObject(wished)) {
    return { metadata: 'read', ...installation.permissions };
  }
  const granted: Partial<Record<PermissionName, PermissionLevel>> = { metadata: 'read' };
  for (const [name, level] of Object.entries(wished)) {
    const permission = permissionNames.find((known) => known === name);
    if (level !== 'read' && level !== 'write') {
      throw invalidRequest(`For 'properties/permissions', ${name} must be read or write.`);
    }
    const held =
      permission === 'metadata' ? 'read' : permission && installation.permissions[permission];
    if (permission === undefined || (held !== 'write' && held !== level)) {
      throw unprocessable('The permissions requested are not granted to this installation.');
    }
    granted[permission] = level;
  }
  return granted;
}
