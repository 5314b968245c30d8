// SPDX-License-Identifier: Apache-2.0
// What GitHub was seen to hold, judged against what was approved.
import type { Instant, ReasonCode, Refusal } from '@marketops/core';
import type { WaitCause } from './stop.ts';

/** GitHub holds exactly what was approved. `handle` is the id under which it was found. */
export interface AsApproved<T> {
  readonly kind: 'as_approved';
  readonly value: T;
  readonly handle: string | null;
}

/** GitHub does not hold it (yet). `leftover` is an unfinished piece that has to go first. */
export interface Absent {
  readonly kind: 'absent';
  readonly leftover: number | null;
}

/**
 * GitHub holds something else. `whenPublic` is the cause if something of ours may be public, and
 * `isPublic` says that it is, whoever made it so.
 */
export interface Conflicting {
  readonly kind: 'conflicting';
  readonly refusal: Refusal;
  readonly isPublic: boolean;
  /** As long as it stands there, what this step would make can neither stand there nor arrive. */
  readonly excludesOurs: boolean;
  readonly whenPublic: Extract<
    ReasonCode,
    'operation.tampered' | 'operation.content_differs' | 'operation.repository_changed'
  >;
}

/** GitHub could not be read: for good where `until` is null, else until then. */
export interface Unreadable {
  readonly kind: 'unreadable';
  readonly refusal: Refusal;
  readonly until: Instant | null;
  readonly cause: WaitCause;
}

/** What GitHub was seen to hold. */
export type Observation<T> = AsApproved<T> | Absent | Conflicting | Unreadable;

/** A value that was read, or why it could not be. */
export type Reading<T> = { readonly kind: 'read'; readonly value: T } | Unreadable;

/** It is there as approved. */
export function asApproved<T>(value: T, handle: string | null = null): AsApproved<T> {
  return { kind: 'as_approved', value, handle };
}

/** It is not there. */
export const absent: Absent = { kind: 'absent', leftover: null };

/** Something else is there. */
export function conflicting(
  refusal: Refusal,
  whenPublic: Conflicting['whenPublic'] = 'operation.tampered',
): Conflicting {
  return { kind: 'conflicting', refusal, whenPublic, isPublic: false, excludesOurs: false };
}

/** The place is taken: by its mere being there, ours cannot be. */
export function placeTaken(refusal: Refusal): Conflicting {
  return { ...conflicting(refusal), excludesOurs: true };
}

/** Something of ours is public, and it is not what was approved. */
export function wronglyPublic(
  refusal: Refusal,
  whenPublic: Conflicting['whenPublic'],
): Conflicting {
  return { ...conflicting(refusal, whenPublic), isPublic: true };
}
