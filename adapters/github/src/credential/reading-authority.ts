// SPDX-License-Identifier: Apache-2.0
// Lends readers a channel that cannot write. Only the making and revoking of a GitHub App's token goes
// past the read-only transport, and such a token is made with read permissions.
import { instantToMs, type Clock, type GitHubReply } from '@marketops/core';
import { ApiChannel, type ChannelSettings } from '../api/api-channel.ts';
import type { GitHubEndpoint } from '../endpoint.ts';
import type { GitHubConnection } from '../github-connection.ts';
import { ReadOnlyTransport } from '../http/read-only-transport.ts';
import { credentialSource, type ReadCredential } from './credential-source.ts';
import type {
  CredentialSource,
  CredentialTarget,
  OperationCredential,
} from './operation-credential.ts';

/** A channel for one reader. */
export interface ReadingChannel {
  readonly channel: ApiChannel;
  readonly credential: OperationCredential;
}

/** Installation tokens live one hour; after that there is nothing left to revoke. */
const tokenLifetimeMs = 3_600_000;

/** Gives each reader its channel, and takes all of them back at the end. */
export class ReadingAuthority {
  readonly #settings: ChannelSettings;
  readonly #source: CredentialSource;
  readonly #clock: Clock;
  #lent: { readonly credential: OperationCredential; readonly sinceMs: number }[] = [];

  constructor(connection: GitHubConnection, credential: ReadCredential) {
    const { channelSettings, clock } = connection;
    this.#settings = {
      ...channelSettings,
      transport: new ReadOnlyTransport(channelSettings.transport),
    };
    this.#clock = clock;
    const mints = credential.kind === 'app';
    this.#source = credentialSource(credential, mints ? channelSettings : this.#settings, clock);
  }

  get endpoint(): GitHubEndpoint {
    return this.#settings.endpoint;
  }

  async open(target: CredentialTarget): Promise<GitHubReply<ReadingChannel>> {
    const opened = await this.#source.open(target, { kind: 'read' });
    if (!opened.ok) return opened;
    const credential = opened.value;
    const nowMs = instantToMs(this.#clock.now());
    this.#lent = this.#lent.filter((lent) => lent.sinceMs > nowMs - tokenLifetimeMs);
    this.#lent.push({ credential, sinceMs: nowMs });
    const channel = new ApiChannel(this.#settings, credential.current);
    return { ...opened, value: { channel, credential } };
  }

  async close(): Promise<void> {
    const lent = this.#lent;
    this.#lent = [];
    await Promise.all(lent.map(async ({ credential }) => credential.close()));
  }
}
