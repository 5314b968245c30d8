// SPDX-License-Identifier: Apache-2.0
// GitHub's lists and looks lag behind what it confirmed. An absence soon after a confirmation proves
// nothing and is waited out; one that lasts is a finding.
import { instantFromMs, instantToMs, type Refusal } from '@marketops/core';
import type { JournalEntry } from '../operation/journal-entry.ts';
import { conflicting, type Conflicting, type Unreadable } from './observation.ts';
import type { Pass } from './pass.ts';

/**
 * What an absence means after GitHub confirmed something in the line `confirmation`, or never. Throws
 * StaleLeaseError where it was seen so long ago that the lease is over: it may have been a lag then.
 */
export function judgeAbsence(
  pass: Pass,
  confirmation: JournalEntry | null,
  refusal: Refusal,
): Unreadable | Conflicting {
  const { visibilityMs, lagMs } = pass.options;
  pass.journal.requireTimeLeft();
  if (confirmation === null || pass.journal.ageMs(confirmation) >= visibilityMs) {
    return conflicting(refusal);
  }
  const until = instantFromMs(instantToMs(pass.clock.now()) + lagMs);
  return { kind: 'unreadable', refusal, until, cause: 'lag' };
}
