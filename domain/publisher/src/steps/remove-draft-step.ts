// SPDX-License-Identifier: Apache-2.0
// Removes a draft of ours by its numeric id. What is published is never removed: the release is read
// again by id immediately before the request.
import { absent, asApproved, type Observation } from '../protocol/observation.ts';
import type { Pass } from '../protocol/pass.ts';
import { appliedOf, sendAfterLastLook, type Applied, type Step } from '../protocol/step.ts';
import { readRelease } from './own-releases.ts';
import { publishedByOthers } from './release-judgement.ts';
import { stepName } from './step-names.ts';

/** Removes the draft with this id. */
export function removeDraftStep(pass: Pass, releaseId: number): Step<null> {
  const observe = () => observeGone(pass, releaseId);
  const send = async (): Promise<Applied<null>> => {
    const reply = await pass.github.write((writer) => writer.deleteRelease(releaseId));
    return appliedOf(reply, () => ({ handle: String(releaseId), shows: asApproved(null) }));
  };
  return {
    name: stepName('remove_draft', releaseId),
    observe,
    apply: () => sendAfterLastLook(pass, observe, send),
  };
}

async function observeGone(pass: Pass, releaseId: number): Promise<Observation<null>> {
  const reading = await readRelease(pass, releaseId);
  if (reading.kind === 'unreadable') return reading;
  if (reading.value === null) return asApproved(null);
  if (reading.value.draft) return absent;
  return publishedByOthers(releaseId);
}
