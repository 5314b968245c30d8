// SPDX-License-Identifier: Apache-2.0
// Compares a release and its files with what was approved. The target is not compared: GitHub does
// not use it once the tag exists, and the tag is compared by object id.
import {
  digestOfBytes,
  refusal,
  utf8Encode,
  type Asset,
  type GitHubAsset,
  type GitHubRelease,
  type PublishReleaseOperation,
  type ReasonCode,
  type Refusal,
} from '@marketops/core';
import type { Pass } from '../protocol/pass.ts';
import {
  absent,
  asApproved,
  conflicting,
  wronglyPublic,
  type Conflicting,
  type Observation,
} from '../protocol/observation.ts';

/** The state of an asset whose bytes are complete; every other state is unfinished. */
export const uploadedState = 'uploaded';

/** The first text or flag of a release that is not the approved one, or null. */
export function releaseDifference(
  operation: PublishReleaseOperation,
  release: GitHubRelease,
  code: Extract<ReasonCode, 'github.draft_changed' | 'operation.content_differs'>,
): Refusal | null {
  const comparisons: readonly (readonly [string, string, string])[] = [
    ['tag name', operation.tag.name, release.tagName],
    ['name', operation.name, release.name ?? ''],
    ['body', textDigest(operation.body), textDigest(release.body ?? '')],
    ['prerelease', String(operation.prerelease), String(release.prerelease)],
  ];
  const different = comparisons.find(([, approved, shown]) => approved !== shown);
  if (different === undefined) return null;
  const [what, expected, found] = different;
  return refusal(code, { subject: `${what} of release ${release.releaseId}`, expected, found });
}

/**
 * What of a draft's texts somebody else changed, or null. Once the tag is public the best end is the
 * approved release, and publishing sends every text again: from then on texts are not compared.
 */
export function draftDifference(
  pass: Pass,
  operation: PublishReleaseOperation,
  draft: GitHubRelease,
): Refusal | null {
  if (pass.journal.effectPossible('public')) return null;
  return releaseDifference(operation, draft, 'github.draft_changed');
}

/** A release that was a draft of ours is public, and not by us. */
export function publishedByOthers(releaseId: number): Conflicting {
  const details = { subject: `release ${releaseId}`, expected: 'a draft until we publish it' };
  const found = refusal('github.draft_changed', { ...details, found: 'published already' });
  return wronglyPublic(found, 'operation.tampered');
}

/** A text as refusals and logs may show it: never the text itself. */
function textDigest(text: string): string {
  return `sha256:${digestOfBytes(utf8Encode(text.toWellFormed()))}`;
}

/** Judges one file by what GitHub shows under its name. */
export function judgeAsset(
  approved: Asset,
  shown: GitHubAsset | undefined,
): Observation<GitHubAsset> {
  if (shown === undefined) return absent;
  const details = { subject: approved.name, expected: `sha256:${approved.sha256}` };
  if (shown.name !== approved.name) {
    const renamed = { ...details, expected: approved.name, found: shown.name };
    return conflicting(refusal('github.asset_renamed', renamed));
  }
  if (shown.state !== uploadedState) return { kind: 'absent', leftover: shown.assetId };
  if (shown.digest === null) {
    return conflicting(refusal('github.asset_digest_missing', { ...details, found: 'no digest' }));
  }
  const same = shown.digest === `sha256:${approved.sha256}` && shown.size === approved.size;
  if (same) return asApproved(shown, String(shown.assetId));
  const found = `${shown.digest}, ${shown.size} bytes`;
  return conflicting(refusal('github.asset_conflict', { ...details, found }));
}

/** Judges the whole set of files: every approved one, complete, and no other. */
export function judgeAssetSet(
  operation: PublishReleaseOperation,
  shown: readonly GitHubAsset[],
): Observation<readonly GitHubAsset[]> {
  const names = new Set<string>(operation.assets.map(({ name }) => name));
  const foreign = shown.find(({ name }) => !names.has(name));
  if (foreign !== undefined) {
    const details = { subject: foreign.name, expected: 'approved files alone' };
    return conflicting(refusal('github.draft_changed', { ...details, found: 'another file' }));
  }
  const judged = operation.assets.map((asset) =>
    judgeAsset(
      asset,
      shown.find(({ name }) => name === asset.name),
    ),
  );
  const wrong = judged.find(({ kind }) => kind === 'conflicting');
  if (wrong !== undefined && wrong.kind === 'conflicting') return wrong;
  const complete = judged.flatMap((seen) => (seen.kind === 'as_approved' ? [seen.value] : []));
  return complete.length === operation.assets.length ? asApproved(complete) : absent;
}
