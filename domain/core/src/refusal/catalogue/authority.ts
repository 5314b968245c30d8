// SPDX-License-Identifier: Apache-2.0
// What the Federation Core could not do with what it was handed.
import { EXIT_CODES, type ReasonFamily } from '../reason-entry.ts';

/** Codes of the authority's own book-keeping. */
export const authorityReasons = {
  'authority.receipt_unknown': {
    headline: 'No receipt of this id was minted here.',
    why: 'Only what this authority minted can be revoked here.',
    fixedBy: 'operator',
    next: 'marketops receipts list',
    exit: EXIT_CODES.usage,
  },
  'authority.plan_malformed': {
    headline: 'The plan cannot be read.',
    why: 'Nothing is authorized that cannot be read exactly.',
    fixedBy: 'proposer',
    next: 'marketops plan',
    exit: EXIT_CODES.denied,
  },
} as const satisfies ReasonFamily;
