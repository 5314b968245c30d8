// SPDX-License-Identifier: Apache-2.0
// All files of a release, five at a time in the whole process. What is there already with the same
// digest is not sent again.
import type { GitHubAsset, GitHubRelease, PublishReleaseOperation } from '@marketops/core';
import { absent } from '../protocol/observation.ts';
import { stopOfUnreadable, type Pass } from '../protocol/pass.ts';
import { runStep } from '../protocol/run-step.ts';
import { runTogether } from '../protocol/run-together.ts';
import type { Ended } from '../protocol/stop.ts';
import { assetStep, judgeListed, listAssets } from './asset-step.ts';
import { stepName } from './step-names.ts';

/** Brings every approved file onto our draft. */
export async function uploadAssets(
  pass: Pass,
  operation: PublishReleaseOperation,
  release: GitHubRelease,
): Promise<Ended<readonly GitHubAsset[]>> {
  const begun = operation.assets.some(
    ({ name }) => pass.journal.entriesOf(stepName('asset', name)).length > 0,
  );
  const listed = begun ? await listAssets(pass, release.releaseId) : null;
  if (listed?.kind === 'unreadable') return stopOfUnreadable(pass, 'assets', listed);
  return runTogether(operation.assets, pass.options.uploadsInFlightMax, (asset) => {
    const step = assetStep(pass, release, asset);
    const first = listed === null ? absent : judgeListed(pass, asset, listed.value);
    return pass.limits.uploads.run(() => runStep(pass, step, first));
  });
}
