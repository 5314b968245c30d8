// SPDX-License-Identifier: Apache-2.0
// What a check answers. A check whose precondition is missing is `not_evaluated`, which refuses too.
import type { Refusal } from '../refusal/refusal.ts';
import type { CheckName } from './check-list.ts';

/** One check's answer; `refusals` is empty unless the verdict is `refused`. */
export type CheckResult = {
  readonly number: number;
  readonly check: CheckName;
  readonly verdict: 'passed' | 'refused' | 'not_evaluated';
  readonly expected: string;
  readonly found: string;
  readonly refusals: readonly Refusal[];
};

/** All checks in order, and whether all of them passed. */
export type CheckReport = {
  readonly passed: boolean;
  readonly checks: readonly CheckResult[];
  /** The refusals of all checks, in order. */
  readonly refusals: readonly Refusal[];
};

/** What a single check decides, before it is numbered. */
export type Finding =
  | {
      readonly verdict: 'passed' | 'not_evaluated';
      readonly expected: string;
      readonly found: string;
    }
  | { readonly verdict: 'refused'; readonly refusals: readonly [Refusal, ...Refusal[]] };

/** The check's precondition is missing. */
export function notEvaluated(expected: string, missing: string): Finding {
  return { verdict: 'not_evaluated', expected, found: missing };
}
