// SPDX-License-Identifier: Apache-2.0
// Why an admitted operation did not end in success on GitHub.
import { EXIT_CODES, type ReasonFamily } from '../reason-entry.ts';

/** Codes of GitHub's answers and of what was found there. */
export const githubReasons = {
  'github.object_id_mismatch': {
    headline: 'GitHub answered with another object id than the approved one.',
    why: 'Approvers signed the very object ids that GitHub must hold.',
    fixedBy: 'maintainer',
    next: 'marketops explain OPERATION',
    exit: EXIT_CODES.failure,
  },
  'github.tag_conflict': {
    headline: 'The tag exists and holds something else.',
    why: 'A tag is never moved.',
    fixedBy: 'maintainer',
    next: 'marketops explain OPERATION',
    exit: EXIT_CODES.failure,
  },
} as const satisfies ReasonFamily;
