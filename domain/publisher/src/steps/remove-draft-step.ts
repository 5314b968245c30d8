// SPDX-License-Identifier: Apache-2.0
// Removes a draft of ours by its numeric id. What is published is never removed: the release is read
// again by id immediately before.
import { refusal } from '@marketops/core';
import { absent, asApproved, conflicting, type Observation } from '../protocol/observation.ts';
import type { Pass } from '../protocol/pass.ts';
import { appliedOf, type Step } from '../protocol/step.ts';
import { readRelease } from './own-releases.ts';
import { stepName } from './step-names.ts';

/** Removes the draft with this id. */
export function removeDraftStep(pass: Pass, releaseId: number): Step<null> {
  return {
    name: stepName('remove_draft', releaseId),
    observe: () => observeGone(pass, releaseId),
    apply: async () => {
      const reply = await pass.github.write((writer) => writer.deleteRelease(releaseId));
      return appliedOf(reply, () => ({ handle: String(releaseId), shows: asApproved(null) }));
    },
  };
}

async function observeGone(pass: Pass, releaseId: number): Promise<Observation<null>> {
  const reading = await readRelease(pass, releaseId);
  if (reading.kind === 'unreadable') return reading;
  if (reading.value === null) return asApproved(null);
  if (reading.value.draft) return absent;
  return conflicting(
    refusal('github.release_exists', {
      subject: `release ${releaseId}`,
      expected: 'a draft of ours',
      found: 'published by somebody else',
    }),
  );
}
