// SPDX-License-Identifier: Apache-2.0
// What is known of GitHub's limits for one account, shared between replicas and kept over restarts.
import {
  array,
  instantSchema,
  integer,
  nullable,
  object,
  oneOf,
  type TypeOf,
} from '@marketops/core';

/** Why nothing may be sent. */
const RATE_LIMIT_CAUSES = ['primary', 'secondary', 'content'] as const;

/** How many past writes are remembered at most: GitHub's hourly limit is 500. */
export const rememberedWritesMax = 500;

/** The shape of what is known of the limits. */
export const rateLimitStateSchema = object({
  /** Nothing is sent before; null where nothing is waited for. */
  blockedUntil: nullable(instantSchema),
  cause: nullable(oneOf(RATE_LIMIT_CAUSES)),
  /** Secondary limits met in a row without a write that went through. */
  strikes: integer(0, 64),
  /** When content was created in the last hour, oldest first, in milliseconds since 1970. */
  writtenAtMs: array(integer(0), 0, rememberedWritesMax),
});

/** What is known of the limits of one account. */
export type RateLimitState = TypeOf<typeof rateLimitStateSchema>;
