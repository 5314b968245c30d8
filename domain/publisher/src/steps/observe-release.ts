// SPDX-License-Identifier: Apache-2.0
// The whole of our release, its texts and the complete set of its files, read anew: before the tag,
// and again once it is public.
import {
  refusal as makeRefusal,
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
import { judgeAssetSet, releaseDifference } from './release-judgement.ts';

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
  if (release.value.draft && !draft) return absent;
  const asExpected = release.value.draft === draft;
  const judge = (refusal: Refusal): Conflicting =>
    release.value?.draft === true
      ? conflicting(refusal)
      : wronglyPublic(refusal, asExpected ? 'operation.content_differs' : 'operation.tampered');
  const code = release.value.draft ? 'github.draft_changed' : 'operation.content_differs';
  const different = releaseDifference(operation, release.value, code);
  if (different !== null) return judge(different);
  const assets = judgeAssetSet(operation, listed.value);
  if (assets.kind === 'conflicting') return judge(assets.refusal);
  if (!asExpected) return judge(publishedTooSoon(releaseId));
  if (assets.kind !== 'as_approved') return assets;
  return asApproved({ release: release.value, assets: assets.value });
}

function publishedTooSoon(releaseId: number): Refusal {
  const details = { subject: `release ${releaseId}`, expected: 'a draft until we publish it' };
  return makeRefusal('github.draft_changed', { ...details, found: 'published already' });
}
