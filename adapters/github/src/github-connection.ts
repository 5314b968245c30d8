// SPDX-License-Identifier: Apache-2.0
// The connections to one GitHub, opened once by a composition root and closed with it.
import type { Clock } from '@marketops/core';
import type { ChannelSettings } from './api/api-channel.ts';
import type { GitHubEndpoint } from './endpoint.ts';
import { openDispatchers } from './http/dispatchers.ts';
import type { NetworkSettings } from './http/network-settings.ts';
import { UndiciTransport } from './http/undici-transport.ts';
import { TRAFFIC_LIMITS_DEFAULT, type TrafficLimits } from './limits.ts';

/** What a connection is opened with. */
export interface GitHubConnectionSettings {
  readonly endpoint: GitHubEndpoint;
  readonly network: NetworkSettings;
  /** The version of MarketOps, for the user agent. */
  readonly version: string;
  readonly clock: Clock;
  readonly limits?: Partial<TrafficLimits>;
}

/** The connections to one GitHub. */
export class GitHubConnection implements AsyncDisposable {
  readonly clock: Clock;
  readonly #transport: UndiciTransport;
  readonly channelSettings: ChannelSettings;

  constructor({ endpoint, network, version, clock, limits }: GitHubConnectionSettings) {
    const held = { ...TRAFFIC_LIMITS_DEFAULT, ...limits };
    const { loopback } = endpoint;
    const { connectDeadlineMs } = held;
    this.clock = clock;
    this.#transport = new UndiciTransport(
      openDispatchers({ network, loopback, connectDeadlineMs }),
    );
    this.channelSettings = {
      endpoint,
      transport: this.#transport,
      limits: held,
      userAgent: `marketops/${version}`,
    };
  }

  /** Closes every connection; what is under way is broken off. */
  async close(): Promise<void> {
    await this.#transport.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}
