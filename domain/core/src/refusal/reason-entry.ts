// SPDX-License-Identifier: Apache-2.0
// What the catalogue says of a reason code. Ids are stable: a retired code is never used again.

/** Who can put it right, in the order in which explanations are sorted. */
export const FIXERS = ['proposer', 'approver', 'maintainer', 'operator', 'security'] as const;

/** Who can put it right. */
export type Fixer = (typeof FIXERS)[number];

/** The exit codes of the command line (README.md), frozen. */
export const EXIT_CODES = {
  done: 0,
  failure: 1,
  usage: 2,
  denied: 3,
  authentication: 4,
  approvalsMissing: 5,
  stale: 6,
  receiptRefused: 7,
  verificationFailed: 8,
  outcomeUnknown: 9,
  interrupted: 130,
} as const;

/** One of the frozen exit codes. */
export type ExitCode = (typeof EXIT_CODES)[keyof typeof EXIT_CODES];

/** One entry of the catalogue. `next` is a command line; words in capitals are to be filled in. */
export interface ReasonEntry {
  /** One sentence for people. */
  readonly headline: string;
  /** Why it matters, in one sentence. */
  readonly why: string;
  readonly fixedBy: Fixer;
  /** The next command to run. */
  readonly next: string;
  readonly exit: ExitCode;
}

/** One family of codes: `family.name` to its entry. */
export type ReasonFamily = { readonly [code: `${string}.${string}`]: ReasonEntry };
