// SPDX-License-Identifier: Apache-2.0
// One rule of a policy: Cedar text with an id, a reason and a next step for whoever it concerns.

/** One rule and where it stands. */
export interface PolicyRule {
  readonly ruleId: string;
  readonly effect: 'permit' | 'forbid';
  /** Why the rule exists, in its author's words. */
  readonly reason: string;
  /** What to do where it stands in the way. */
  readonly next: string;
  /** The rule's own text, annotations included. */
  readonly text: string;
  readonly path: string;
  /** The line that it begins on, from 1. */
  readonly line: number;
}

/** One file of rules. */
export interface PolicyFile {
  /** Relative to the layer's folder, with `/` between segments. */
  readonly path: string;
  readonly bytes: Uint8Array;
}
