// SPDX-License-Identifier: Apache-2.0
// What can go wrong on purpose. A rule names the calls it applies to and the fault they meet.

import type { ForeignChange } from '../control/foreign-change.ts';

/** Whether a fault strikes before the call changes anything, or after. */
export type FaultTiming = 'before_apply' | 'after_apply';

/** Which calls a rule applies to; what is left out matches everything. */
export interface FaultMatch {
  readonly method?: string;
  /** A route template, such as `/repos/{owner}/{repo}/git/refs`. */
  readonly route?: string;
  /** The first matching call that meets the fault, counted from 1. */
  readonly nth?: number;
  /** How many matching calls in a row meet it; 1 unless given, `Infinity` for all. */
  readonly times?: number;
}

/** What a hook is told about the call that triggered it. */
export interface HookContext {
  readonly when: FaultTiming;
  readonly requestId: string;
  readonly method: string;
  readonly route: string | null;
  readonly path: string;
}

/** A fault that replaces the answer of a call, or the way it is applied. */
export type AnswerFault =
  /** The connection is reset before any byte of the answer. */
  | { readonly kind: 'reset'; readonly when: FaultTiming }
  /** The connection is reset while the request body arrives; the call is not applied. */
  | {
      readonly kind: 'reset_mid_body';
      readonly afterBytes?: number;
      readonly leavesStarter?: boolean;
    }
  /** No answer: the connection is held for `ms`, or until the emulator closes, then reset. */
  | { readonly kind: 'stall'; readonly when: FaultTiming; readonly ms?: number }
  /** Applied; the answer breaks off half-way through its body. */
  | { readonly kind: 'truncate' }
  /** A front-end error page instead of an answer. */
  | { readonly kind: 'status'; readonly when: FaultTiming; readonly status: number }
  /** Any answer at all. */
  | {
      readonly kind: 'answer';
      readonly when: FaultTiming;
      readonly status: number;
      readonly body: string;
      readonly contentType?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** A secondary rate limit; `retryAfterSeconds` null leaves the header out. */
  | {
      readonly kind: 'secondary_limit';
      readonly when: FaultTiming;
      readonly status?: 403 | 429;
      readonly retryAfterSeconds: number | null;
    }
  /** The primary limit: remaining 0, reset after `resetInSeconds`. */
  | {
      readonly kind: 'primary_limit';
      readonly when: FaultTiming;
      readonly status?: 403 | 429;
      readonly resetInSeconds: number;
    }
  /** A rate limit that looks like a validation error. */
  | { readonly kind: 'disguised_limit'; readonly when: FaultTiming }
  /** An upload that ends as an empty asset in state `starter`, with a front-end error. */
  | { readonly kind: 'asset_left_starter'; readonly status?: number }
  /** Applied, but what is stored differs: the bytes, only the digest, or no digest at all. */
  | { readonly kind: 'digest_altered'; readonly what: 'bytes' | 'digest' | 'missing' }
  /** The request reaches GitHub twice; the client sees the first answer. */
  | { readonly kind: 'duplicate_delivery' }
  /** The answer is lost now and the call is applied `ms` later. */
  | {
      readonly kind: 'late_apply';
      readonly ms: number;
      readonly answer: 'reset' | 'stall' | 'status';
    };

/** A fault that happens beside the answer; several may meet the same call. */
export type SideFault =
  /** The call takes `ms` longer. */
  | { readonly kind: 'delay'; readonly when: FaultTiming; readonly ms: number }
  /** The credential of the call expires. */
  | { readonly kind: 'token_expired'; readonly when: FaultTiming }
  /** Somebody else changes something. */
  | { readonly kind: 'foreign_change'; readonly when: FaultTiming; readonly change: ForeignChange }
  /** Code of the test runs; available in process only. */
  | {
      readonly kind: 'hook';
      readonly when: FaultTiming;
      readonly run: (context: HookContext) => void | Promise<void>;
    };

/** Any fault. */
export type Fault = AnswerFault | SideFault;

/** A fault and the calls that meet it. */
export interface FaultRule {
  readonly match: FaultMatch;
  readonly fault: Fault;
}

/** Tells side faults from those that replace the answer. */
export function isSideFault(fault: Fault): fault is SideFault {
  return ['delay', 'token_expired', 'foreign_change', 'hook'].includes(fault.kind);
}
