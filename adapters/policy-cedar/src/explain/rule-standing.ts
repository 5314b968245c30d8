// SPDX-License-Identifier: Apache-2.0
// How one rule stands to one request: whether it mentions it at all, and whether its condition holds.
import type { PolicyRule } from '../layer/policy-rule.ts';

/** How one rule stands to one request. */
export interface RuleStanding {
  readonly layer: string;
  readonly rule: PolicyRule;
  /**
   * `not_mentioned`: its principal, action or resource is another. `condition_false`: it mentions the
   * request, and its condition does not hold. `applies`: both. `error`: it cannot be evaluated.
   */
  readonly standing: 'not_mentioned' | 'condition_false' | 'applies' | 'error';
  /** What went wrong with `error`, empty otherwise. */
  readonly message: string;
}
