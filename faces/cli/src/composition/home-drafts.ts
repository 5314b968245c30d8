// SPDX-License-Identifier: Apache-2.0
// What killed processes left half written in a home goes once nobody can be writing it any more.
import { dirname } from 'node:path';
import { ContentIndex, sweepDrafts } from '@marketops/system';
import type { OpenedHome } from './opened-home.ts';

/** A draft is written in moments; after a day its process is gone. */
const draftAgeMaxMs = 24 * 60 * 60 * 1_000;

/** Removes old drafts where this program writes them, and never anything else. Never throws. */
export async function sweepHomeDrafts({
  files,
  machine,
}: Pick<OpenedHome, 'files' | 'machine'>): Promise<void> {
  const swept = { now: machine.clock.now(), ageMaxMs: draftAgeMaxMs };
  // The trust root and the signed head lie beside the pins.
  for (const folder of [dirname(files.pins), files.evidence]) await sweepDrafts(folder, swept);
  await ContentIndex.sweepDrafts(files.content, swept);
}
