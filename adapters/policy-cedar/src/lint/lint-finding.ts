// SPDX-License-Identifier: Apache-2.0
// What is wrong with a policy, where, and what Cedar suggests.
import type { ReasonCode } from '@marketops/core';

/** One finding. Every finding keeps the layer from being used. */
export interface LintFinding {
  readonly code: Extract<ReasonCode, `policy.${string}`>;
  readonly path: string;
  /** From 1; null where the finding is about the file or the layer as a whole. */
  readonly line: number | null;
  readonly column: number | null;
  /** The rule's id, or null where it has none. */
  readonly ruleId: string | null;
  readonly message: string;
  /** Such as `did you mean …`; null where nothing is suggested. */
  readonly help: string | null;
}
