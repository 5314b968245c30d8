// SPDX-License-Identifier: Apache-2.0
// Creating and updating releases, publishing included.

import { actorLogin } from '../api/actor.ts';
import { ApiRefusal, invalidRequest, validationFailed } from '../api/api-refusal.ts';
import { type Answer, changed } from '../api/answer.ts';
import type { RepositoryCall } from '../api/route.ts';
import type { Release } from '../state/release.ts';
import {
  checkPublishable,
  checkReleaseFields,
  publishRelease,
  rankRelease,
  releaseCommit,
} from '../state/release-change.ts';
import { changesDefaultWorkflows } from '../state/workflow-change.ts';
import { releaseOf, shownRelease } from './release-access.ts';
import { requireWorkflows } from './require-workflows.ts';

/** POST releases: drafts are accepted whatever exists; a published one needs a free tag. */
export function createRelease(call: RepositoryCall): Answer {
  const { fields, repository, state } = call;
  const tagName = fields.requiredString('tag_name');
  const targetCommitish = fields.string('target_commitish') ?? repository.defaultBranch;
  const body = fields.nullableString('body') ?? null;
  const draft = fields.boolean('draft') ?? false;
  const prerelease = fields.boolean('prerelease') ?? false;
  const asked = readMakeLatest(call);
  // GitHub takes the wish with a new draft and gives it no effect; it refuses it in a change of one.
  if (!draft) refuseLatest(asked, { draft, prerelease });
  const makeLatest = asked ?? 'true';
  const name = fields.nullableString('name') ?? null;
  const login = actorLogin(call.actor);
  checkReleaseFields(repository, { tagName, targetCommitish, body });
  requireWorkflowsFor(call, { tagName, targetCommitish });
  if (!draft) {
    checkPublishable(repository, { id: null, tagName, targetCommitish, login });
  }
  const release: Release = {
    id: state.nextId('release'),
    authorLogin: login,
    createdAt: call.now,
    visibleFrom: call.now + state.settings.lag.releasesMs,
    tagName,
    targetCommitish,
    name,
    body,
    draft: true,
    prerelease,
    immutable: false,
    latestRank: 0,
    publishedAt: null,
    updatedAt: call.now,
    untaggedDigits: state.random.hex(20),
  };
  repository.releases.set(release.id, release);
  rankRelease(repository, release, makeLatest);
  if (!draft) {
    publishRelease(state, repository, release);
  }
  return changed(201, shownRelease(call, release), {
    ids: { releaseId: release.id, tagName: release.tagName },
    public: !draft,
  });
}

/** PATCH a release: what is sent is changed, and `draft: false` publishes. */
export function updateRelease(call: RepositoryCall): Answer {
  const { fields, repository, state } = call;
  const release = releaseOf(call);
  const wasPublic = !release.draft;
  const draft = fields.boolean('draft') ?? release.draft;
  const wished = {
    tagName: fields.string('tag_name') ?? keptTag(call, release, draft),
    targetCommitish: fields.string('target_commitish') ?? release.targetCommitish,
    body: fields.has('body') ? (fields.nullableString('body') ?? null) : release.body,
    name: fields.has('name') ? (fields.nullableString('name') ?? null) : release.name,
    prerelease: fields.boolean('prerelease') ?? release.prerelease,
  };
  const makeLatest = readMakeLatest(call);
  refuseLockedFields(release, { ...wished, draft });
  refuseLatest(makeLatest, { ...wished, draft });
  checkReleaseFields(repository, wished);
  requireWorkflowsFor(call, wished);
  if (!draft && (release.draft || wished.tagName !== release.tagName)) {
    const login = actorLogin(call.actor);
    checkPublishable(repository, { id: release.id, ...wished, login });
  }
  Object.assign(release, wished);
  release.updatedAt = call.now;
  if (makeLatest !== undefined) {
    rankRelease(repository, release, makeLatest);
  }
  if (draft) {
    release.draft = true;
  } else if (release.draft || !repository.refs.has(`refs/tags/${release.tagName}`)) {
    publishRelease(state, repository, release);
  }
  return changed(200, shownRelease(call, release), {
    ids: { releaseId: release.id, tagName: release.tagName },
    public: wasPublic || !draft,
  });
}

function keptTag(call: RepositoryCall, release: Release, staysDraft: boolean): string {
  const quirk = call.state.settings.quirks.untaggedReset;
  const resets = release.draft && (quirk === 'always' || (quirk === 'edits' && staysDraft));
  return resets ? `untagged-${release.untaggedDigits}` : release.tagName;
}

function refuseLockedFields(
  release: Release,
  wished: { tagName: string; targetCommitish: string; draft: boolean },
): void {
  const moved =
    wished.tagName !== release.tagName ||
    wished.targetCommitish !== release.targetCommitish ||
    wished.draft;
  if (release.immutable && moved) {
    throw new ApiRefusal(422, 'Cannot update the tag or draft status of an immutable release.');
  }
}

function refuseLatest(
  makeLatest: string | undefined,
  { draft, prerelease }: { draft: boolean; prerelease: boolean },
): void {
  if (makeLatest === 'true' && (draft || prerelease)) {
    const message = 'Latest release cannot be draft or prerelease.';
    throw validationFailed({ resource: 'Release', code: 'custom', message });
  }
}

function requireWorkflowsFor(
  call: RepositoryCall,
  release: { tagName: string; targetCommitish: string },
): void {
  const commit = releaseCommit(call.repository, release);
  if (commit !== undefined && changesDefaultWorkflows(call.repository, commit)) {
    requireWorkflows(call);
  }
}

function readMakeLatest(call: RepositoryCall): string | undefined {
  const value = call.fields.string('make_latest');
  if (value !== undefined && !['true', 'false', 'legacy'].includes(value)) {
    throw invalidRequest(
      `For 'properties/make_latest', "${value}" is not one of true, false, legacy.`,
    );
  }
  return value;
}
