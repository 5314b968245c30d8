// SPDX-License-Identifier: Apache-2.0
// Why policy said no.
import { EXIT_CODES, type ReasonFamily } from '../reason-entry.ts';

/** Codes of policy decisions. */
export const policyReasons = {
  'policy.denied': {
    headline: 'A policy rule forbids this.',
    why: 'A rule that forbids outweighs every rule that permits.',
    fixedBy: 'proposer',
    next: 'marketops explain RUN',
    exit: EXIT_CODES.denied,
  },
  'policy.no_rule': {
    headline: 'No policy rule permits this.',
    why: 'What no rule permits is denied.',
    fixedBy: 'maintainer',
    next: 'marketops explain RUN',
    exit: EXIT_CODES.denied,
  },
  'policy.error': {
    headline: 'Policy could not be evaluated without an error.',
    why: 'A rule that errors is skipped by the engine; a skipped prohibition must not permit.',
    fixedBy: 'maintainer',
    next: 'marketops policy lint',
    exit: EXIT_CODES.denied,
  },
  'policy.unreadable': {
    headline: 'A policy layer is absent or unreadable.',
    why: 'A missing layer could have forbidden this.',
    fixedBy: 'maintainer',
    next: 'marketops policy lint',
    exit: EXIT_CODES.denied,
  },
} as const satisfies ReasonFamily;
