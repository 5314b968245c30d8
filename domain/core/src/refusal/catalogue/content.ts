// SPDX-License-Identifier: Apache-2.0
// Why the bytes that were approved could not be sent.
import { EXIT_CODES, type ReasonFamily } from '../reason-entry.ts';

/** Codes of the content behind digests. */
export const contentReasons = {
  'content.missing': {
    headline: 'The bytes behind an approved digest are not here.',
    why: 'Only bytes can be published; a digest alone is not enough.',
    fixedBy: 'proposer',
    next: 'marketops plan',
    exit: EXIT_CODES.stale,
  },
  'content.changed': {
    headline: 'A file is no longer what was approved.',
    why: 'A file that changed after its approval is never published.',
    fixedBy: 'proposer',
    next: 'marketops plan',
    exit: EXIT_CODES.stale,
  },
} as const satisfies ReasonFamily;
