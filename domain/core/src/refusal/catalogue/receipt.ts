// SPDX-License-Identifier: Apache-2.0
// Why a receipt did not authorize an operation: checks 1 to 12 and 14 to 16 of
// docs/reference/checks.md.
import { EXIT_CODES, type ReasonFamily } from '../reason-entry.ts';

/** Codes of the mode, the receipt and its bindings. */
export const receiptReasons = {
  'mode.not_prod': {
    headline: 'The mode is not exactly prod, so nothing may be published.',
    why: 'Anything that only resembles prod is treated as a dry run.',
    fixedBy: 'proposer',
    next: 'marketops execute --mode prod RUN',
    exit: EXIT_CODES.receiptRefused,
  },
  'receipt.missing': {
    headline: 'No receipt was given.',
    why: 'Nothing reaches GitHub without an enforceable receipt.',
    fixedBy: 'proposer',
    next: 'marketops authorize RUN',
    exit: EXIT_CODES.receiptRefused,
  },
  'receipt.malformed': {
    headline: 'The receipt cannot be read.',
    why: 'A receipt is accepted only in exactly its own format.',
    fixedBy: 'proposer',
    next: 'marketops authorize RUN',
    exit: EXIT_CODES.receiptRefused,
  },
  'receipt.advisory': {
    headline: 'The receipt is advisory; it can never authorize.',
    why: 'A dry run or a denial yields advisory receipts only.',
    fixedBy: 'proposer',
    next: 'marketops authorize RUN',
    exit: EXIT_CODES.receiptRefused,
  },
  'receipt.run_mismatch': {
    headline: 'The receipt belongs to another run.',
    why: 'A receipt authorizes one operation of one run.',
    fixedBy: 'proposer',
    next: 'marketops authorize RUN',
    exit: EXIT_CODES.receiptRefused,
  },
  'receipt.operation_mismatch': {
    headline: 'The receipt is for another operation.',
    why: 'A receipt for one kind of operation must not authorize another.',
    fixedBy: 'proposer',
    next: 'marketops authorize RUN',
    exit: EXIT_CODES.receiptRefused,
  },
  'receipt.consumed': {
    headline: 'The receipt has been used.',
    why: 'A receipt authorizes at most one effect, whatever became of it.',
    fixedBy: 'proposer',
    next: 'marketops explain OPERATION',
    exit: EXIT_CODES.receiptRefused,
  },
  'receipt.expired': {
    headline: 'The receipt has expired.',
    why: 'Authority is short-lived, so that a forgotten receipt is worth nothing.',
    fixedBy: 'proposer',
    next: 'marketops authorize RUN',
    exit: EXIT_CODES.receiptRefused,
  },
  'receipt.stale': {
    headline: 'The receipt was issued more than 24 hours ago.',
    why: 'No receipt lives longer than a day, whatever it says of its expiry.',
    fixedBy: 'proposer',
    next: 'marketops authorize RUN',
    exit: EXIT_CODES.receiptRefused,
  },
  'receipt.signature_invalid': {
    headline: 'The receipt is not signed by a mint key that was trusted when it was issued.',
    why: 'Only the Federation Core mints.',
    fixedBy: 'security',
    next: 'marketops trust show',
    exit: EXIT_CODES.receiptRefused,
  },
  'receipt.audience_mismatch': {
    headline: 'The receipt is addressed to another publisher.',
    why: 'A receipt for one installation must not work at another.',
    fixedBy: 'operator',
    next: 'marketops doctor',
    exit: EXIT_CODES.receiptRefused,
  },
  'receipt.repository_mismatch': {
    headline: 'The receipt is for another repository.',
    why: 'Repositories are told apart by their numeric ids; names can be taken over.',
    fixedBy: 'proposer',
    next: 'marketops plan',
    exit: EXIT_CODES.receiptRefused,
  },
  'receipt.content_mismatch': {
    headline: 'What is about to be sent is not what was approved.',
    why: 'People approved exact bytes.',
    fixedBy: 'proposer',
    next: 'marketops plan',
    exit: EXIT_CODES.receiptRefused,
  },
  'receipt.revoked': {
    headline: 'The receipt was revoked.',
    why: 'Somebody took the authority back before it was used.',
    fixedBy: 'maintainer',
    next: 'marketops receipts list',
    exit: EXIT_CODES.receiptRefused,
  },
  'receipt.epoch_mismatch': {
    headline: 'The receipt was minted before the store was restored.',
    why: 'A restored backup must not bring spent receipts back to life.',
    fixedBy: 'operator',
    next: 'marketops authorize RUN',
    exit: EXIT_CODES.receiptRefused,
  },
  'receipt.not_yet_valid': {
    headline: 'The receipt is dated in the future.',
    why: 'A clock is wrong here or at the mint; neither can be trusted with an expiry.',
    fixedBy: 'operator',
    next: 'marketops doctor',
    exit: EXIT_CODES.receiptRefused,
  },
  'policy.rolled_back': {
    headline: 'The receipt rests on an older policy than the newest one seen.',
    why: 'An old policy may allow what a newer one forbids.',
    fixedBy: 'maintainer',
    next: 'marketops plan',
    exit: EXIT_CODES.receiptRefused,
  },
} as const satisfies ReasonFamily;
