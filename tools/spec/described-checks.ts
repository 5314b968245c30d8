// SPDX-License-Identifier: Apache-2.0
// What each of the sixteen checks asks for, in words, and the codes that it refuses with. The type
// lets no check be left out; a test holds the codes against the checks' own source.
import type { CheckName, ReasonCode } from '@marketops/core';

/** One check in words. */
export interface DescribedCheck {
  /** What must hold, as a sentence. */
  readonly holds: string;
  readonly codes: readonly ReasonCode[];
  /** The file of `domain/core/src/check` that decides it. */
  readonly decidedIn: 'evaluate-checks.ts' | 'receipt-checks.ts' | 'approvals-check.ts';
}

/** Every check in words. */
export const DESCRIBED_CHECKS: { readonly [name in CheckName]: DescribedCheck } = {
  mode_is_prod: {
    holds: 'The mode of the submission is exactly `prod`.',
    codes: ['mode.not_prod'],
    decidedIn: 'evaluate-checks.ts',
  },
  receipt_present: {
    holds: 'A receipt was handed in, and reads in its exact format.',
    codes: ['receipt.missing', 'receipt.malformed'],
    decidedIn: 'evaluate-checks.ts',
  },
  receipt_enforceable: {
    holds: 'It is an enforceable receipt, not an advisory one.',
    codes: ['receipt.advisory'],
    decidedIn: 'evaluate-checks.ts',
  },
  run_bound: {
    holds: 'Its run is the run of the submission.',
    codes: ['receipt.run_mismatch'],
    decidedIn: 'receipt-checks.ts',
  },
  operation_kind_bound: {
    holds: 'Its operation kind and its operation id are those of the operation.',
    codes: ['receipt.operation_mismatch'],
    decidedIn: 'receipt-checks.ts',
  },
  not_consumed: {
    holds: 'It was never spent.',
    codes: ['receipt.consumed'],
    decidedIn: 'receipt-checks.ts',
  },
  not_expired: {
    holds: 'It has not expired: now is before `expiresAt`.',
    codes: ['receipt.expired'],
    decidedIn: 'receipt-checks.ts',
  },
  not_stale: {
    holds: 'It was issued at most 24 hours ago, whatever it says of its expiry.',
    codes: ['receipt.stale'],
    decidedIn: 'receipt-checks.ts',
  },
  mint_signature: {
    holds:
      'It has one signature, by a mint key that the pinned trust root trusts at its issue; and that root has not expired.',
    codes: ['trust.root_expired', 'receipt.signature_invalid'],
    decidedIn: 'receipt-checks.ts',
  },
  audience: {
    holds: 'It is addressed to this publisher.',
    codes: ['receipt.audience_mismatch'],
    decidedIn: 'receipt-checks.ts',
  },
  repository: {
    holds:
      'Its repository is, by numeric ids, the operation’s, and one that this publisher may touch.',
    codes: ['receipt.repository_mismatch'],
    decidedIn: 'receipt-checks.ts',
  },
  content: {
    holds:
      'Its operation digest is that of what is about to be sent; its plan digest and its preconditions are those of the plan that holds the operation.',
    codes: ['receipt.content_mismatch'],
    decidedIn: 'receipt-checks.ts',
  },
  approvals: {
    holds:
      'The approvals that it lists are all here, genuine, in time, and for this plan, operation, policy and ceremony; by at least as many different people as the publisher’s own floor asks for, none of them the proposer, the person behind an agent, the last author or a bot.',
    codes: [
      'approval.missing',
      'approval.invalid',
      'approval.expired',
      'approval.self',
      'approval.insufficient',
    ],
    decidedIn: 'approvals-check.ts',
  },
  not_revoked: {
    holds: 'It was not revoked, and its consumption epoch is the store’s.',
    codes: ['receipt.revoked', 'receipt.epoch_mismatch'],
    decidedIn: 'receipt-checks.ts',
  },
  not_from_the_future: {
    holds: 'It was issued, and is valid, by now; 30 seconds of leeway.',
    codes: ['receipt.not_yet_valid'],
    decidedIn: 'receipt-checks.ts',
  },
  policy_not_rolled_back: {
    holds: 'Its policy version is at least the highest that was seen.',
    codes: ['policy.rolled_back'],
    decidedIn: 'receipt-checks.ts',
  },
};
