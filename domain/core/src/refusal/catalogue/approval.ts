// SPDX-License-Identifier: Apache-2.0
// Why approvals did not count or were not enough: check 13 of DESIGN section 5, and the ceremony.
import { EXIT_CODES, type ReasonFamily } from '../reason-entry.ts';

/** Codes of approvals. */
export const approvalReasons = {
  'approval.missing': {
    headline: 'An approval that the receipt lists is not here.',
    why: 'The publisher verifies every approval itself; a stolen mint key alone publishes nothing.',
    fixedBy: 'operator',
    next: 'marketops explain RUN',
    exit: EXIT_CODES.receiptRefused,
  },
  'approval.invalid': {
    headline: 'An approval is not a genuine statement on this plan.',
    why: 'An approval counts only if its own key signed it for exactly this plan.',
    fixedBy: 'approver',
    next: 'marketops approve RUN --key FILE',
    exit: EXIT_CODES.denied,
  },
  'approval.insufficient': {
    headline: 'Not enough different people have approved.',
    why: 'People are counted, not keys and not signatures.',
    fixedBy: 'approver',
    next: 'marketops approve RUN --key FILE',
    exit: EXIT_CODES.approvalsMissing,
  },
  'approval.self': {
    headline: 'The proposer, the person behind an agent, the last author and bots do not count.',
    why: 'Nobody approves what they themselves propose.',
    fixedBy: 'approver',
    next: 'marketops approve RUN --key FILE',
    exit: EXIT_CODES.denied,
  },
  'approval.expired': {
    headline: 'An approval or its request has expired.',
    why: 'Consent is given for now, not for ever.',
    fixedBy: 'approver',
    next: 'marketops request RUN',
    exit: EXIT_CODES.approvalsMissing,
  },
  'approval.denied': {
    headline: 'A person denied this plan; that is final.',
    why: 'A denial cannot be outvoted; a changed plan can be proposed anew.',
    fixedBy: 'proposer',
    next: 'marketops plan',
    exit: EXIT_CODES.denied,
  },
} as const satisfies ReasonFamily;
