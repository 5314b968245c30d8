// SPDX-License-Identifier: Apache-2.0
// The whole of our release, its texts and the complete set of its files, read anew: before the tag,
// and again once it is public.
import {
  type GitHubAsset,
  type GitHubRelease,
  type PublishReleaseOperation,
  type Refusal,
} from '@marketops/core';
import {
  absent,
  asApproved,
  conflicting,
  wronglyPublic,
  type Conflicting,
  type Observation,
} from '../protocol/observation.ts';
import type { Pass } from '../protocol/pass.ts';
import { listAssets } from './asset-step.ts';
import { readRelease } from './own-releases.ts';
import {
  draftDifference,
  judgeAssetSet,
  publishedByOthers,
  releaseDifference,
} from './release-judgement.ts';

/** A release and its files. */
export interface ReleaseAndAssets {
  readonly release: GitHubRelease;
  readonly assets: readonly GitHubAsset[];
}

/** Which release, and whether it must still be a draft or be public. */
export interface ExpectedRelease {
  readonly releaseId: number;
  readonly draft: boolean;
}

/** Compares our release with what was approved; absent where GitHub does not show all of it yet. */
export async function observeRelease(
  pass: Pass,
  operation: PublishReleaseOperation,
  { releaseId, draft }: ExpectedRelease,
): Promise<Observation<ReleaseAndAssets>> {
  const [release, listed] = await Promise.all([
    readRelease(pass, releaseId),
    listAssets(pass, releaseId),
  ]);
  if (release.kind === 'unreadable') return release;
  if (release.value === null) return absent;
  if (listed.kind === 'unreadable') return listed;
  const shown = release.value;
  if (shown.draft && !draft) return absent;
  const cause = shown.draft === draft ? 'operation.content_differs' : 'operation.tampered';
  const judge = (found: Refusal): Conflicting =>
    shown.draft ? conflicting(found) : wronglyPublic(found, cause);
  const different = shown.draft
    ? draftDifference(pass, operation, shown)
    : releaseDifference(operation, shown, 'operation.content_differs');
  if (different !== null) return judge(different);
  const assets = judgeAssetSet(operation, listed.value);
  if (assets.kind === 'conflicting') return judge(assets.refusal);
  if (shown.draft !== draft) return publishedByOthers(releaseId);
  if (assets.kind !== 'as_approved') return assets;
  return asApproved({ release: shown, assets: assets.value });
}
