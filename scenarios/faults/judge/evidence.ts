// SPDX-License-Identifier: Apache-2.0
// Everything a judge looks at once a cell is over: the repository before and after, what the
// publisher really did to it, how it said it ended, and what its log holds.
import type { ApprovedEffects } from './approved-effects.ts';
import type { Standing } from './standing.ts';

/** A write of the publisher that changed something. */
export interface AppliedWrite {
  readonly method: string;
  readonly route: string;
  readonly publicEffect: boolean;
  readonly ids: Readonly<Record<string, string | number>>;
}

/** How the subject said that it ended. */
export type Ending =
  /** It did not end within its time. */
  | { readonly kind: 'hung' }
  | {
      readonly kind: 'ended';
      readonly status: 'success' | 'failed' | 'rejected' | 'outcome_unknown';
      readonly codes: readonly string[];
    }
  /** Nothing is known of it: neither an operation nor a rejection. */
  | { readonly kind: 'forgotten' };

/** What the audit log holds of the operation. */
export interface LogFindings {
  /** Every leaf is there, unchanged, in a tree that verifies against its head. */
  readonly verifies: boolean;
  /** Writes that arrived at GitHub with no record of their attempt in the log by then. */
  readonly unannounced: readonly string[];
  /** Records that say how the operation ended. */
  readonly endings: number;
}

/** Everything a judge looks at. */
export interface Evidence {
  readonly approved: ApprovedEffects;
  readonly before: Standing;
  readonly after: Standing;
  /** Writes of the publisher that were applied, in their order. */
  readonly writes: readonly AppliedWrite[];
  /** References that somebody else set. */
  readonly foreignRefs: readonly string[];
  /** The accounts that the publisher writes as. */
  readonly publisherLogins: readonly string[];
  readonly ending: Ending;
  /** Null for a subject that keeps no log. */
  readonly log: LogFindings | null;
  /** Whether somebody else tampered with what the operation makes. */
  readonly tampering: boolean;
  /** Whether nothing stood against the operation. */
  readonly mustSucceed: boolean;
}
