// SPDX-License-Identifier: Apache-2.0
// Releases and assets as JSON.

import type { JsonObject } from '../json.ts';
import type { Release, ReleaseAsset } from '../state/release.ts';
import { fullNameOf, type Repository } from '../state/repository.ts';
import { simpleUser } from './account-view.ts';
import { repositoryUrl, repositoryWebUrl, type ViewContext } from './repository-view.ts';
import { encodedPath, isoTime, nodeId } from './web-names.ts';

/** A release (`release`) with the given assets. */
export function releaseView(
  context: ViewContext,
  repository: Repository,
  shown: { release: Release; assets: readonly ReleaseAsset[] },
): JsonObject {
  const { release, assets } = shown;
  const { state, origins } = context;
  const url = `${repositoryUrl(repository, origins)}/releases/${release.id}`;
  const archive = repositoryUrl(repository, origins);
  const tag = encodedPath(release.tagName);
  return {
    url,
    assets_url: `${url}/assets`,
    upload_url: `${origins.upload}/repos/${fullNameOf(repository)}/releases/${release.id}/assets{?name,label}`,
    html_url: `${repositoryWebUrl(repository, origins)}/releases/tag/${encodedPath(webTag(release))}`,
    id: release.id,
    author: simpleUser(state.account(release.authorLogin), origins),
    node_id: nodeId('Release', release.id),
    tag_name: release.tagName,
    target_commitish: release.targetCommitish,
    name: release.name,
    draft: release.draft,
    immutable: release.immutable,
    prerelease: release.prerelease,
    created_at: isoTime(release.createdAt),
    updated_at: isoTime(release.updatedAt),
    published_at: release.publishedAt === null ? null : isoTime(release.publishedAt),
    assets: assets.map((asset) => assetView(context, repository, { release, asset })),
    tarball_url: release.draft ? null : `${archive}/tarball/${tag}`,
    zipball_url: release.draft ? null : `${archive}/zipball/${tag}`,
    body: release.body,
  };
}

/** An asset (`release-asset`). */
export function assetView(
  context: ViewContext,
  repository: Repository,
  shown: { release: Release; asset: ReleaseAsset },
): JsonObject {
  const { release, asset } = shown;
  const { state, origins } = context;
  const web = repositoryWebUrl(repository, origins);
  return {
    url: `${repositoryUrl(repository, origins)}/releases/assets/${asset.id}`,
    id: asset.id,
    node_id: nodeId('ReleaseAsset', asset.id),
    name: asset.name,
    label: asset.label,
    uploader: simpleUser(state.account(asset.uploaderLogin), origins),
    content_type: asset.contentType,
    state: asset.state,
    size: asset.size,
    digest: asset.digest,
    download_count: asset.downloadCount,
    created_at: isoTime(asset.createdAt),
    updated_at: isoTime(asset.updatedAt),
    browser_download_url: `${web}/releases/download/${encodedPath(webTag(release))}/${asset.name}`,
  };
}

function webTag(release: Release): string {
  return release.draft ? `untagged-${release.untaggedDigits}` : release.tagName;
}
