// SPDX-License-Identifier: Apache-2.0
// What is done about an answer that did not bring what was asked for.
import type { Instant, ReasonCode } from '@marketops/core';
import type { RateLimitState } from '../limits/rate-limit-state.ts';

/** Whether a request only looks or may change something. */
export type RequestNature = 'read' | 'write';

/** Which limit was met. */
export type LimitCause = NonNullable<RateLimitState['cause']>;

/** What is done about an answer. */
export type RecoveryAction =
  /** Ask again after a while; a read harms nobody. */
  | { readonly action: 'retry_read' }
  /**
   * Look before anything else. `maybe`: the write may have been, or may still be, applied. `no`: it
   * was not, and if looking does not explain why, it may be tried a few more times and then ends in
   * `code`; without a code nothing but the deadline bounds the tries.
   */
  | { readonly action: 'reconcile'; readonly applied: 'maybe' }
  | { readonly action: 'reconcile'; readonly applied: 'no'; readonly code: ReasonCode | null }
  /** Send nothing before `until`; null where GitHub did not say when. It was not applied. */
  | {
      readonly action: 'wait_until';
      readonly cause: LimitCause;
      readonly until: Instant | null;
    }
  /** Final, and not applied. */
  | { readonly action: 'fail'; readonly code: ReasonCode }
  /** The credential is not accepted: make a new one, once, for a read. */
  | { readonly action: 'renew_credential' };
