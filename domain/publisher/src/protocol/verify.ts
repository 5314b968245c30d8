// SPDX-License-Identifier: Apache-2.0
// A step that only looks: it holds, it does not, or it cannot be told. What GitHub confirmed a
// moment ago may be missing from what it shows, for a while.
import { refusal } from '@marketops/core';
import type { Observation } from './observation.ts';
import { stopOfConflict, stopOfUnreadable, type Pass } from './pass.ts';
import { done, type Ended } from './stop.ts';
import { judgeAbsence } from './visibility.ts';

/** Judges what was seen; an absence is waited out for as long as GitHub's lists may lag. */
export function verify<T>(pass: Pass, step: string, seen: Observation<T>): Ended<T> {
  switch (seen.kind) {
    case 'as_approved':
      return done(seen.value);
    case 'conflicting':
      return stopOfConflict(pass, seen);
    case 'unreadable':
      return stopOfUnreadable(pass, step, seen);
    case 'absent': {
      const details = { subject: step, expected: 'visible on GitHub', found: 'nothing' };
      const missing = refusal('github.not_visible', details);
      return verify<T>(pass, step, judgeAbsence(pass, pass.journal.confirmation(), missing));
    }
  }
}
