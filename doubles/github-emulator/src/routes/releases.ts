// SPDX-License-Identifier: Apache-2.0
// Reading and deleting releases.

import { notFound } from '../api/api-refusal.ts';
import { type Answer, emptied, ok } from '../api/answer.ts';
import { pageOf } from '../api/paging.ts';
import type { RepositoryCall, RepositoryRoute } from '../api/route.ts';
import { latestRelease } from '../state/release-change.ts';
import { removeRelease } from '../state/repository.ts';
import { isListed, maySee, releaseOf, shownRelease } from './release-access.ts';
import { createRelease, updateRelease } from './release-writes.ts';
import { reads, writes } from './repository-rights.ts';

const base = '/repos/{owner}/{repo}/releases';
const reading = reads('contents');
const writing = writes('contents');

/** The routes for releases. */
export const releaseRoutes: readonly RepositoryRoute[] = [
  { ...reading, template: base, docs: 'releases/releases#list-releases', handle: listReleases },
  {
    ...reading,
    template: `${base}/latest`,
    docs: 'releases/releases#get-the-latest-release',
    handle: getLatest,
  },
  {
    ...reading,
    template: `${base}/tags/{tag}`,
    docs: 'releases/releases#get-a-release-by-tag-name',
    handle: getByTag,
  },
  {
    ...reading,
    template: `${base}/{release_id}`,
    docs: 'releases/releases#get-a-release',
    handle: (call) => ok(shownRelease(call, releaseOf(call))),
  },
  {
    ...writing,
    method: 'POST',
    template: base,
    docs: 'releases/releases#create-a-release',
    handle: createRelease,
  },
  {
    ...writing,
    method: 'PATCH',
    template: `${base}/{release_id}`,
    docs: 'releases/releases#update-a-release',
    handle: updateRelease,
  },
  {
    ...writing,
    method: 'DELETE',
    template: `${base}/{release_id}`,
    docs: 'releases/releases#delete-a-release',
    handle: deleteRelease,
  },
];

function listReleases(call: RepositoryCall): Answer {
  const shown = [...call.repository.releases.values()]
    .filter((release) => maySee(call, release) && isListed(call, release))
    .toSorted((left, right) => right.createdAt - left.createdAt || right.id - left.id);
  return pageOf(call, shown, (release) => shownRelease(call, release));
}

function getLatest(call: RepositoryCall): Answer {
  const release = latestRelease(call.repository);
  if (release === undefined) {
    throw notFound();
  }
  return ok(shownRelease(call, release));
}

function getByTag(call: RepositoryCall): Answer {
  const release = [...call.repository.releases.values()].find(
    (candidate) => !candidate.draft && candidate.tagName === call.params['tag'],
  );
  if (release === undefined || !isListed(call, release)) {
    throw notFound();
  }
  return ok(shownRelease(call, release));
}

function deleteRelease(call: RepositoryCall): Answer {
  const release = releaseOf(call);
  removeRelease(call.state, call.repository, release);
  return emptied({ ids: { releaseId: release.id }, public: !release.draft });
}
