// SPDX-License-Identifier: Apache-2.0
// `publish_release`: everything is put together in a draft that nobody sees and compared there; then
// the tag, the first thing that is public; then the release, the point of no return; then all of it
// is read back.
import {
  type GitHubAsset,
  type GitHubRelease,
  type GitHubTagObject,
  type PublicationResult,
  type PublishReleaseOperation,
  type Refusal,
} from '@marketops/core';
import type { Observation } from '../protocol/observation.ts';
import { stopOfConflict, stopOfUnreadable, type Pass } from '../protocol/pass.ts';
import { runStep } from '../protocol/run-step.ts';
import { bothDone } from '../protocol/run-together.ts';
import { lastAttempt } from '../protocol/step-standing.ts';
import { done, type Ended } from '../protocol/stop.ts';
import { verify } from '../protocol/verify.ts';
import { begin } from '../steps/begin.ts';
import { draftStep } from '../steps/draft-step.ts';
import { findOwnReleases } from '../steps/own-releases.ts';
import { publishStep } from '../steps/publish-step.ts';
import { judgeRef, refStep, type ApprovedRef } from '../steps/ref-step.ts';
import { observeRelease } from '../steps/observe-release.ts';
import { publishedByOthers } from '../steps/release-judgement.ts';
import { removeDraftStep } from '../steps/remove-draft-step.ts';
import { observeRepository } from '../steps/repository-check.ts';
import { stepName } from '../steps/step-names.ts';
import { Survey } from '../steps/survey.ts';
import { judgeTagObject, tagObjectStep } from '../steps/tag-object-step.ts';
import { uploadAssets } from '../steps/upload-assets.ts';
import type { Finished } from './finished.ts';
import { leftBehind, leftovers } from './left-behind.ts';

/** Carries a `publish_release` out, as far as it can be carried now. */
export async function carryOutPublishRelease(
  pass: Pass,
  operation: PublishReleaseOperation,
): Promise<Ended<Finished>> {
  const survey = new Survey(pass.github);
  const draft = draftStep(pass, operation);
  const [stopped, seenDraft, seenTag] = await Promise.all([
    begin(pass, survey),
    draft.observe(),
    survey.ref(tagRef(operation).ref),
  ]);
  if (stopped !== null) return stopped;
  const made = await bothDone(
    makeTagObject(pass, operation, survey),
    prepareRelease(pass, operation, { draft, seenDraft }),
  );
  if (made.kind !== 'done') return made;
  const [, release] = made.value;
  const tag = await placeTag(pass, operation, judgeRef(tagRef(operation), seenTag));
  if (tag.kind !== 'done') return tag;
  const published = release.draft
    ? await runStep(pass, publishStep(pass, operation, release.releaseId))
    : done(release);
  if (published.kind !== 'done') return published;
  return readBack(pass, operation, release);
}

interface DraftAsSeen {
  readonly draft: ReturnType<typeof draftStep>;
  readonly seenDraft: Observation<GitHubRelease>;
}

/** Makes the draft, fills it and compares it; what is public already is left as it is. */
async function prepareRelease(
  pass: Pass,
  operation: PublishReleaseOperation,
  { draft, seenDraft }: DraftAsSeen,
): Promise<Ended<GitHubRelease>> {
  const own = await runStep(pass, draft, seenDraft);
  if (own.kind !== 'done') return own;
  const release = own.value;
  if (!release.draft) {
    const byUs = lastAttempt(pass.journal.entriesOf(stepName('publish'))) > 0;
    return byUs ? own : stopOfConflict(pass, publishedByOthers(release.releaseId));
  }
  const filled = await fillDraft(pass, operation, release);
  return filled.kind === 'done' ? own : filled;
}

async function makeTagObject(
  pass: Pass,
  { tag }: PublishReleaseOperation,
  survey: Survey,
): Promise<Ended<GitHubTagObject | null>> {
  const { annotation, mustExist } = tag;
  if (annotation === null || mustExist) return done(null);
  const approved = { ...tag, annotation };
  const seen = judgeTagObject(approved, await survey.tagObject(tag.oid));
  return runStep(pass, tagObjectStep(pass, approved), seen);
}

/** Uploads every file, and compares the whole draft once more. */
async function fillDraft(
  pass: Pass,
  operation: PublishReleaseOperation,
  release: GitHubRelease,
): Promise<Ended<unknown>> {
  const uploaded = await uploadAssets(pass, operation, release);
  if (uploaded.kind !== 'done') return uploaded;
  const { releaseId } = release;
  const [repository, set] = await Promise.all([
    observeRepository(pass),
    observeRelease(pass, operation, { releaseId, draft: true }),
  ]);
  const same = verify(pass, 'repository', repository);
  return same.kind === 'done' ? verify(pass, 'release_set', set) : same;
}

/** Creates the tag, or sees that the one that must exist still does. */
async function placeTag(
  pass: Pass,
  operation: PublishReleaseOperation,
  seen: ReturnType<typeof judgeRef>,
): Promise<Ended<unknown>> {
  const approved = tagRef(operation);
  return operation.tag.mustExist
    ? verify(pass, approved.step, seen)
    : runStep(pass, refStep(pass, approved), seen);
}

async function readBack(
  pass: Pass,
  operation: PublishReleaseOperation,
  { releaseId }: GitHubRelease,
): Promise<Ended<Finished>> {
  const [repository, seen, seenTag, own] = await Promise.all([
    observeRepository(pass),
    observeRelease(pass, operation, { releaseId, draft: false }),
    refStep(pass, tagRef(operation)).observe(),
    findOwnReleases(pass, operation, 'newest'),
  ]);
  const same = verify(pass, 'repository', repository);
  if (same.kind !== 'done') return same;
  const shown = verify(pass, 'read_back', seen);
  if (shown.kind !== 'done') return shown;
  const tag = verify(pass, 'read_back', seenTag);
  if (tag.kind !== 'done') return tag;
  if (own.kind === 'unreadable') return stopOfUnreadable(pass, 'read_back', own);
  const alone = await sweep(pass, own.value, releaseId);
  if (alone.kind !== 'done') return alone;
  const { oid, annotation } = operation.tag;
  return done({
    result: resultOf(operation, shown.value.release, shown.value.assets),
    objectIds: annotation === null ? [] : [oid],
    leftBehind: alone.value,
  });
}

/**
 * A request can be delivered twice, or late: drafts of ours beside the published one are removed. One
 * that cannot be, or not in time, is left behind: what was approved is public all the same.
 */
async function sweep(
  pass: Pass,
  own: readonly GitHubRelease[],
  publishedId: number,
): Promise<Ended<readonly Refusal[]>> {
  const surplus = own.filter(({ releaseId }) => releaseId !== publishedId);
  const swept = await leftovers(surplus, async ({ releaseId }) => ({
    subject: `draft ${releaseId}`,
    removed: await runStep(pass, removeDraftStep(pass, releaseId)),
  }));
  if (swept.kind !== 'wait') return swept;
  const published = pass.journal.entriesOf(stepName('publish')).at(-1);
  const spentMs = published === undefined ? 0 : pass.journal.ageMs(published);
  return spentMs < pass.options.clearingMs ? swept : done([leftBehind(swept.step, swept)]);
}

function resultOf(
  operation: PublishReleaseOperation,
  release: GitHubRelease,
  shown: readonly GitHubAsset[],
): PublicationResult {
  return {
    kind: 'publish_release',
    releaseId: release.releaseId,
    tagOid: operation.tag.oid,
    url: release.htmlUrl,
    immutable: release.immutable,
    assets: operation.assets.flatMap(({ name, sha256 }) => {
      const asset = shown.find((candidate) => candidate.name === name);
      return asset === undefined ? [] : [{ assetId: asset.assetId, name, sha256 }];
    }),
  };
}

function tagRef({ tag }: PublishReleaseOperation): ApprovedRef {
  return {
    step: stepName('tag_ref'),
    ref: `refs/tags/${tag.name}`,
    oid: tag.oid,
    conflict: 'github.tag_conflict',
  };
}
