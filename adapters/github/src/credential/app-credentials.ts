// SPDX-License-Identifier: Apache-2.0
// A GitHub App makes one token for each operation: for one repository, with the least permissions of
// its kind. A token that opens more than was asked for is revoked and not used.
import type { Clock, GitHubReply } from '@marketops/core';
import { ApiChannel, type ChannelSettings } from '../api/api-channel.ts';
import { refusedHere, withoutTraffic } from '../api/failure.ts';
import { unreadableAsNull } from '../api/unreadable.ts';
import {
  readAccountId,
  readInstallation,
  readInstallationToken,
  type Installation,
  type InstallationToken,
} from '../resource-readers/account.ts';
import type { Secret } from '../secret.ts';
import { makeAppToken, type GitHubApp } from './github-app.ts';
import { InstallationCredential } from './installation-credential.ts';
import type {
  Bearer,
  CredentialPurpose,
  CredentialSource,
  CredentialTarget,
  OperationCredential,
} from './operation-credential.ts';
import { isWithin, leastPermissions, type Permissions } from './permissions.ts';

interface TokenRequest {
  readonly installationId: number;
  readonly target: CredentialTarget;
  readonly permissions: Permissions;
}

/** Makes a token for each operation. */
export class AppCredentials implements CredentialSource {
  readonly #settings: ChannelSettings;
  readonly #asApp: ApiChannel;
  /** The account of the App's bot; undefined until GitHub has said. */
  #actorId: number | undefined;

  constructor(settings: ChannelSettings, app: GitHubApp, clock: Clock) {
    this.#settings = settings;
    this.#asApp = new ApiChannel(settings, () => makeAppToken(app, clock));
  }

  async open(
    target: CredentialTarget,
    purpose: CredentialPurpose,
  ): Promise<GitHubReply<OperationCredential>> {
    const installation = await this.#installation(target);
    if (!installation.ok) return installation;
    const { installationId, appSlug, permissions } = installation.value;
    const request = {
      installationId,
      target,
      permissions: leastPermissions(purpose, permissions),
    };
    const minted = await this.#mint(request);
    if (!minted.ok) return minted;
    const credential = new InstallationCredential({
      first: minted.value,
      actorId: async (current) => this.#actor(appSlug, current),
      mint: async () => this.#mint(request),
      revoke: async (token) => this.#revoke(token),
    });
    return { ...minted, value: credential };
  }

  async #installation(target: CredentialTarget): Promise<GitHubReply<Installation>> {
    const reply = await this.#asApp.call({
      method: 'GET',
      path: `/repos/${target.fullName}/installation`,
      success: 200,
      read: readInstallation,
    });
    if (!reply.ok) return reply;
    const { accountId, suspended } = reply.value;
    if (suspended) return refusedHere('the installation of the App is suspended');
    if (target.ownerId !== null && accountId !== target.ownerId) {
      return refusedHere(`the App is installed for account ${accountId}, not ${target.ownerId}`);
    }
    return reply;
  }

  async #mint({ installationId, target, permissions }: TokenRequest): Promise<GitHubReply<Secret>> {
    const [, name = ''] = target.fullName.split('/');
    const only =
      target.repositoryId === null
        ? { repositories: [name] }
        : { repository_ids: [target.repositoryId] };
    const reply = await this.#asApp.call({
      method: 'POST',
      path: `/app/installations/${installationId}/access_tokens`,
      body: { ...only, permissions },
      success: 201,
      read: readInstallationToken,
    });
    if (!reply.ok) return reply;
    const { token } = reply.value;
    if (opensOnly(reply.value, target) && isWithin(reply.value.permissions, permissions)) {
      return { ...reply, value: token };
    }
    await this.#revoke(token);
    return refusedHere('the token that GitHub made opens more than was asked for');
  }

  /** The App's bot account, the author of what it publishes; null where GitHub does not show it. */
  async #actor(appSlug: string, current: () => Bearer): Promise<GitHubReply<number | null>> {
    if (this.#actorId !== undefined) return withoutTraffic(this.#actorId);
    const bot = unreadableAsNull(
      await new ApiChannel(this.#settings, current).call({
        method: 'GET',
        path: `/users/${encodeURIComponent(`${appSlug}[bot]`)}`,
        success: 200,
        read: readAccountId,
      }),
    );
    if (bot.ok && bot.value !== null) this.#actorId = bot.value;
    return bot;
  }

  async #revoke(token: Secret): Promise<void> {
    await new ApiChannel(this.#settings, () => token).delete('/installation/token');
  }
}

function opensOnly({ repositories }: InstallationToken, target: CredentialTarget): boolean {
  const [only, ...others] = repositories;
  if (only === undefined || others.length > 0) return false;
  return target.repositoryId === null
    ? only.name.toLowerCase() === target.fullName.toLowerCase()
    : only.repositoryId === target.repositoryId;
}
