// SPDX-License-Identifier: Apache-2.0
// Releases and their assets.
import type { BodyReader, GitHubAsset, GitHubRelease } from '@marketops/core';
import { objectReader, type Fields } from './fields.ts';

/** Reads an asset. */
export const readAsset: BodyReader<GitHubAsset> = objectReader(assetOf);

/** Reads a release. */
export const readRelease: BodyReader<GitHubRelease> = objectReader((fields) => ({
  releaseId: fields.id('id'),
  tagName: fields.text('tag_name'),
  targetCommitish: fields.text('target_commitish'),
  name: fields.textOrNull('name'),
  body: fields.textOrNull('body'),
  draft: fields.flag('draft'),
  prerelease: fields.flag('prerelease'),
  immutable: fields.flagOrFalse('immutable'),
  authorId: fields.objectOrNull('author', (author) => author.id('id')),
  htmlUrl: fields.link('html_url'),
  uploadUrl: fields.text('upload_url'),
  assets: fields.list('assets', assetOf),
}));

function assetOf(fields: Fields): GitHubAsset {
  return {
    assetId: fields.id('id'),
    name: fields.text('name'),
    state: fields.text('state'),
    size: fields.count('size'),
    contentType: fields.text('content_type'),
    digest: fields.textOrNull('digest'),
  };
}
