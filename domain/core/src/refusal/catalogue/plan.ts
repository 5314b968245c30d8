// SPDX-License-Identifier: Apache-2.0
// Why a project yields no plan, or a plan no longer holds.
import { EXIT_CODES, type ReasonFamily } from '../reason-entry.ts';

/** Codes of projects and plans. */
export const planReasons = {
  'plan.stale': {
    headline: 'The world has moved since the plan was approved.',
    why: 'What people approved would no longer be what is published.',
    fixedBy: 'proposer',
    next: 'marketops plan --against RUN',
    exit: EXIT_CODES.stale,
  },
  'config.invalid': {
    headline: 'marketops.yaml is not valid.',
    why: 'Nothing is guessed from a configuration that does not say what it means.',
    fixedBy: 'proposer',
    next: 'marketops json-schema config',
    exit: EXIT_CODES.usage,
  },
} as const satisfies ReasonFamily;
