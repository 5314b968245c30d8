// SPDX-License-Identifier: Apache-2.0
// Which releases and assets a caller sees: drafts need push access, lists may lag behind.

import { notFound } from '../api/api-refusal.ts';
import type { RepositoryCall } from '../api/route.ts';
import type { JsonObject } from '../json.ts';
import type { Release, ReleaseAsset } from '../state/release.ts';
import { assetsOf } from '../state/repository.ts';
import { releaseView } from '../view/release-view.ts';

/** Tells whether lists already show a thing. */
export function isListed(call: RepositoryCall, thing: { visibleFrom: number }): boolean {
  return thing.visibleFrom <= call.now;
}

/** Tells whether get-by-id already shows a thing. */
export function isReadable(call: RepositoryCall, thing: { visibleFrom: number }): boolean {
  return !call.state.settings.lag.hidesById || isListed(call, thing);
}

/** Finds the release of the path; throws 404 when it is absent or hidden. */
export function releaseOf(call: RepositoryCall): Release {
  const release = call.repository.releases.get(Number(call.params['release_id']));
  if (release === undefined || !maySee(call, release)) {
    throw notFound();
  }
  if (call.request.method === 'GET' && !isReadable(call, release)) {
    throw notFound();
  }
  return release;
}

/** Finds the asset of the path and its release; throws 404 when it is absent or hidden. */
export function assetOf(call: RepositoryCall): { release: Release; asset: ReleaseAsset } {
  const asset = call.repository.assets.get(Number(call.params['asset_id']));
  const release = asset === undefined ? undefined : call.repository.releases.get(asset.releaseId);
  if (asset === undefined || release === undefined || !maySee(call, release)) {
    throw notFound();
  }
  if (call.request.method === 'GET' && !isReadable(call, asset)) {
    throw notFound();
  }
  return { release, asset };
}

/** Tells whether the caller may know of a release. */
export function maySee(call: RepositoryCall, release: Release): boolean {
  return !release.draft || call.may('contents', 'write');
}

/** A release as answers show it: without `starter` assets, which only the asset list shows. */
export function shownRelease(call: RepositoryCall, release: Release): JsonObject {
  const assets = assetsOf(call.repository, release.id).filter(
    (asset) => asset.state === 'uploaded' && isListed(call, asset),
  );
  return releaseView(call, call.repository, { release, assets });
}
