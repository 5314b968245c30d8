// SPDX-License-Identifier: Apache-2.0
// Removes an unfinished upload of ours by its id, after reading by that id that it is still
// unfinished. One that was finished meanwhile stays, and is judged like any other file.
import { absent, asApproved, type Observation } from '../protocol/observation.ts';
import type { Pass } from '../protocol/pass.ts';
import { appliedOf, sendAfterLastLook, type Applied, type Step } from '../protocol/step.ts';
import { uploadedState } from './release-judgement.ts';
import { stepName } from './step-names.ts';

/** Removes the unfinished asset with this id. */
export function removeAssetStep(pass: Pass, assetId: number): Step<null> {
  const observe = () => observeNotUnfinished(pass, assetId);
  const send = async (): Promise<Applied<null>> => {
    const reply = await pass.github.write((writer) => writer.deleteAsset(assetId));
    return appliedOf(reply, () => ({ handle: String(assetId), shows: asApproved(null) }));
  };
  return {
    name: stepName('remove_asset', assetId),
    observe,
    apply: () => sendAfterLastLook(pass, observe, send),
  };
}

async function observeNotUnfinished(pass: Pass, assetId: number): Promise<Observation<null>> {
  const reading = await pass.github.read(`asset ${assetId}`, (reader) => reader.asset(assetId));
  if (reading.kind === 'unreadable') return reading;
  const unfinished = reading.value !== null && reading.value.state !== uploadedState;
  return unfinished ? absent : asApproved(null);
}
