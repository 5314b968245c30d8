// SPDX-License-Identifier: Apache-2.0
// Release assets: list, get, download, upload, rename, delete.

import { actorLogin } from '../api/actor.ts';
import { ApiRefusal, unprocessable, validationFailed } from '../api/api-refusal.ts';
import { type Answer, changed, downloaded, emptied, ok } from '../api/answer.ts';
import { pageOf } from '../api/paging.ts';
import { type RepositoryCall, type RepositoryRoute, uploadTemplate } from '../api/route.ts';
import type { Release, ReleaseAsset } from '../state/release.ts';
import { assetsOf, removeAsset } from '../state/repository.ts';
import { assetView } from '../view/release-view.ts';
import { unicorn } from '../api/unicorn.ts';
import { assetFileName } from './asset-file-name.ts';
import { assetOf, isListed, releaseOf } from './release-access.ts';
import { reads, writes } from './repository-rights.ts';

const assetBytesMax = 2 * 1024 ** 3;
const assetsPerReleaseMax = 1000;

const base = '/repos/{owner}/{repo}/releases';
const reading = reads('contents');
const writing = writes('contents');

/** The routes for release assets. */
export const releaseAssetRoutes: readonly RepositoryRoute[] = [
  {
    ...reading,
    template: uploadTemplate,
    docs: 'releases/assets#list-release-assets',
    handle: listAssets,
  },
  {
    ...reading,
    template: `${base}/assets/{asset_id}`,
    docs: 'releases/assets#get-a-release-asset',
    handle: getAsset,
  },
  {
    ...writing,
    method: 'POST',
    template: uploadTemplate,
    docs: 'releases/assets#upload-a-release-asset',
    handle: uploadAsset,
  },
  {
    ...writing,
    method: 'PATCH',
    template: `${base}/assets/{asset_id}`,
    docs: 'releases/assets#update-a-release-asset',
    handle: renameAsset,
  },
  {
    ...writing,
    method: 'DELETE',
    template: `${base}/assets/{asset_id}`,
    docs: 'releases/assets#delete-a-release-asset',
    handle: deleteAsset,
  },
];

function listAssets(call: RepositoryCall): Answer {
  const release = releaseOf(call);
  const shown = assetsOf(call.repository, release.id).filter((asset) => isListed(call, asset));
  return pageOf(call, shown, (asset) => assetView(call, call.repository, { release, asset }));
}

function getAsset(call: RepositoryCall): Answer {
  const { release, asset } = assetOf(call);
  const wantsBytes = call.request.headers['accept']?.includes('application/octet-stream') ?? false;
  if (!wantsBytes) {
    return ok(assetView(call, call.repository, { release, asset }));
  }
  if (asset.bytesPath === null) {
    throw new ApiRefusal(404, 'Not Found');
  }
  asset.downloadCount += 1;
  if (call.state.settings.quirks.assetDownloadRedirects) {
    const signature = call.state.random.derived(`asset ${asset.id}`);
    const location = `${call.origins.upload}/_storage/${call.repository.id}/${asset.id}?signature=${signature}`;
    return { status: 302, headers: { location }, body: { kind: 'none' }, effect: null };
  }
  return downloaded({ path: asset.bytesPath, size: asset.size });
}

function uploadAsset(call: RepositoryCall): Answer {
  const release = releaseOf(call);
  const name = checkedName(call, release);
  const { upload } = call;
  if (call.request.body.kind === 'broken_upload') {
    const starter = storeAsset(call, release, { name, bytes: null });
    return unicorn(502, {
      ids: { assetId: starter.id, releaseId: release.id, name },
      public: false,
    });
  }
  if (call.request.headers['content-length'] === undefined) {
    throw new ApiRefusal(400, 'Bad Content-Length: ');
  }
  if (upload === null || upload.size === 0) {
    throw validationFailed(sizeError('size must be greater than or equal to 1'));
  }
  if (upload.size > assetBytesMax) {
    throw validationFailed(sizeError(`size must be less than or equal to ${assetBytesMax}`));
  }
  const asset = storeAsset(call, release, { name, bytes: upload });
  return changed(201, assetView(call, call.repository, { release, asset }), {
    ids: { assetId: asset.id, releaseId: release.id, name: asset.name },
    public: !release.draft,
  });
}

function renameAsset(call: RepositoryCall): Answer {
  const { release, asset } = assetOf(call);
  const name = call.fields.string('name') ?? asset.name;
  const label = call.fields.has('label') ? call.fields.nullableString('label') : asset.label;
  if (release.immutable) {
    throw unprocessable('Cannot update assets of an immutable release.');
  }
  if (
    assetsOf(call.repository, release.id).some((other) => other !== asset && other.name === name)
  ) {
    throw nameTaken();
  }
  asset.name = assetFileName(name);
  asset.label = label ?? null;
  asset.updatedAt = call.now;
  return changed(200, assetView(call, call.repository, { release, asset }), {
    ids: { assetId: asset.id },
    public: !release.draft,
  });
}

function deleteAsset(call: RepositoryCall): Answer {
  const { release, asset } = assetOf(call);
  if (release.immutable) {
    throw unprocessable('Cannot delete assets from an immutable release.');
  }
  removeAsset(call.state, call.repository, asset);
  return emptied({ ids: { assetId: asset.id, releaseId: release.id }, public: !release.draft });
}

function checkedName(call: RepositoryCall, release: Release): string {
  const given = call.request.query.get('name') ?? '';
  if (given === '') {
    throw validationFailed({ resource: 'ReleaseAsset', code: 'missing_field', field: 'name' });
  }
  if (release.immutable) {
    throw unprocessable('Cannot upload assets to an immutable release.');
  }
  const name = assetFileName(given);
  const present = assetsOf(call.repository, release.id);
  if (present.some((asset) => asset.name === name)) {
    throw nameTaken();
  }
  if (present.length >= assetsPerReleaseMax) {
    throw validationFailed({
      resource: 'ReleaseAsset',
      code: 'custom',
      field: 'release',
      message: `release has too many assets (maximum is ${assetsPerReleaseMax})`,
    });
  }
  return name;
}

function storeAsset(
  call: RepositoryCall,
  release: Release,
  file: { name: string; bytes: { path: string; size: number; sha256: string } | null },
): ReleaseAsset {
  const { bytes, name } = file;
  const asset: ReleaseAsset = {
    id: call.state.nextId('asset'),
    releaseId: release.id,
    uploaderLogin: actorLogin(call.actor),
    createdAt: call.now,
    visibleFrom: call.now + call.state.settings.lag.assetsMs,
    name,
    label: call.request.query.get('label') ?? '',
    contentType: call.request.headers['content-type'] ?? 'application/octet-stream',
    state: bytes === null ? 'starter' : 'uploaded',
    size: bytes?.size ?? 0,
    digest: bytes === null ? null : `sha256:${bytes.sha256}`,
    downloadCount: 0,
    updatedAt: call.now,
    bytesPath: bytes?.path ?? null,
  };
  call.repository.assets.set(asset.id, asset);
  return asset;
}

function sizeError(message: string): {
  resource: string;
  code: string;
  field: string;
  message: string;
} {
  return { resource: 'ReleaseAsset', code: 'custom', field: 'size', message };
}

function nameTaken(): ApiRefusal {
  return validationFailed({ resource: 'ReleaseAsset', code: 'already_exists', field: 'name' });
}
