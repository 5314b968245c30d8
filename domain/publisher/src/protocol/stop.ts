// SPDX-License-Identifier: Apache-2.0
// Why a pass over an operation's steps ends before the last one. A value, so that no step can forget
// to say which.
import type { Instant, Refusal } from '@marketops/core';

/** What is waited for. */
export type WaitCause =
  | 'quarantine'
  | 'lag'
  | 'backoff'
  | 'rate_limit_primary'
  | 'rate_limit_secondary'
  | 'rate_limit_content';

/** Nothing more can be done before `until`; the operation yields. */
export interface Wait {
  readonly kind: 'wait';
  readonly step: string;
  readonly until: Instant;
  readonly cause: WaitCause;
}

/** The operation cannot succeed: what is not public is cleared away and it ends `failed`. */
export interface Abandon {
  readonly kind: 'abandon';
  readonly refusals: readonly [Refusal, ...Refusal[]];
}

/** Nobody can tell what GitHub holds, or it is not ours to decide: `outcome_unknown`. */
export interface Unknown {
  readonly kind: 'unknown';
  readonly refusals: readonly [Refusal, ...Refusal[]];
}

/** Attempt after attempt stayed in doubt: the step's handle has to be destroyed first. */
export interface Fence {
  readonly kind: 'fence';
  readonly step: string;
}

/** Why a pass ends before the last step. */
export type Stop = Wait | Abandon | Unknown | Fence;

/** A step's end: its value, or why the pass stops. */
export type Ended<T> = { readonly kind: 'done'; readonly value: T } | Stop;

/** The step is done. */
export function done<T>(value: T): { readonly kind: 'done'; readonly value: T } {
  return { kind: 'done', value };
}
