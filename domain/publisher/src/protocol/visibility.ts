// SPDX-License-Identifier: Apache-2.0
// GitHub's lists and looks lag behind what it confirmed. An absence soon after a confirmation proves
// nothing and is waited out; one that lasts is a finding.
import { instantFromMs, instantToMs, type Instant, type Refusal } from '@marketops/core';
import { conflicting, type Conflicting, type Unreadable } from './observation.ts';
import type { Pass } from './pass.ts';

/** What an absence means after GitHub confirmed something at `confirmedAt` (null: it never did). */
export function judgeAbsence(
  pass: Pass,
  confirmedAt: Instant | null,
  refusal: Refusal,
): Unreadable | Conflicting {
  const { visibilityMs, lagMs } = pass.options;
  const nowMs = instantToMs(pass.clock.now());
  if (confirmedAt === null || nowMs - instantToMs(confirmedAt) >= visibilityMs) {
    return conflicting(refusal);
  }
  const until = instantFromMs(nowMs + lagMs);
  return { kind: 'unreadable', refusal, until, cause: 'lag' };
}
