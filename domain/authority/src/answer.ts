// SPDX-License-Identifier: Apache-2.0
// What the authority answers: the value that was asked for, or every reason why there is none.
import { FIXERS, reasonEntry, type Refusal } from '@marketops/core';

/** At least one refusal. */
export type Refusals = readonly [Refusal, ...Refusal[]];

/** A value, or every reason why there is none. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusals: Refusals };

/** Gives a value. */
export function given<T>(value: T): Answer<T> {
  return { ok: true, value };
}

/** Denies, with every reason. */
export function denied(first: Refusal, ...more: readonly Refusal[]): Answer<never> {
  return { ok: false, refusals: [first, ...more] };
}

/** Denies if there is a reason to, and gives the value otherwise. */
export function givenUnless<T>(reasons: readonly Refusal[], value: () => T): Answer<T> {
  const [first, ...more] = reasons;
  return first === undefined ? given(value()) : denied(first, ...more);
}

/** Refusals in the order of who can fix them (proposer first); within one of them as they came. */
export function byFixer(refusals: readonly Refusal[]): readonly Refusal[] {
  const place = ({ code }: Refusal): number => FIXERS.indexOf(reasonEntry(code).fixedBy);
  return refusals.toSorted((left, right) => place(left) - place(right));
}
