// SPDX-License-Identifier: Apache-2.0
// What every pass of one publisher is made with.
import type { Clock } from '@marketops/core';
import type { RateLimitManager } from '../limits/rate-limit-manager.ts';
import type { ContentSource } from '../port/content-source.ts';
import type { GitHubSessions } from '../port/github-port.ts';
import type { ProgressListener } from '../port/progress-listener.ts';
import type { PublisherStore } from '../port/publisher-store.ts';
import type { PublisherOptions } from '../publisher-options.ts';
import type { RecoveryStrategy } from '../recovery/recovery-strategy.ts';

/** What every pass of one publisher is made with. */
export interface Workshop {
  readonly store: PublisherStore;
  readonly sessions: GitHubSessions;
  readonly content: ContentSource;
  readonly clock: Clock;
  readonly limits: RateLimitManager;
  readonly strategy: RecoveryStrategy;
  readonly options: PublisherOptions;
  readonly listener: ProgressListener | null;
  /** Names this process as the holder of leases. */
  readonly holder: string;
  /** Who acts, for the log. */
  readonly actor: string;
}
