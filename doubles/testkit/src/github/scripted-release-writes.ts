// SPDX-License-Identifier: Apache-2.0
// Releases and assets on the scripted GitHub: drafts may exist twice, a published tag may not, and an
// upload that breaks off leaves an unfinished asset.
import { concatBytes, type GitHubReply } from '@marketops/core';
import type { AssetUpload, GitHubWriter, ReleaseFields } from '@marketops/publisher';
import { answered, failedReply, unprocessable } from './github-script.ts';
import type { HeldRelease, ScriptedGitHubState } from './scripted-github-state.ts';

type Write = <T>(
  name: string,
  about: string,
  work: () => GitHubReply<T>,
) => Promise<GitHubReply<T>>;

const notFound = { status: 404, message: 'Not Found' } as const;

/** The writes of releases and assets. */
export function releaseWrites(
  state: ScriptedGitHubState,
  write: Write,
): Pick<
  GitHubWriter,
  'createRelease' | 'updateRelease' | 'deleteRelease' | 'uploadAsset' | 'deleteAsset'
> {
  return {
    createRelease: (fields) =>
      write('createRelease', fields.tagName, () => {
        const releaseId = state.nextId();
        const release = heldRelease(state, releaseId, fields);
        state.releases.set(releaseId, release);
        return answered({ ...release, assets: [] }, 'createRelease');
      }),
    updateRelease: (releaseId, fields) =>
      write('updateRelease', String(releaseId), () => update(state, releaseId, fields)),
    deleteRelease: (releaseId) =>
      write('deleteRelease', String(releaseId), () =>
        state.releases.delete(releaseId) ? answered(null, 'deleteRelease') : failedReply(notFound),
      ),
    uploadAsset: (upload) => uploadAsset(state, write, upload),
    deleteAsset: (assetId) =>
      write('deleteAsset', String(assetId), () => {
        const held = state.asset(assetId);
        if (held === null) return failedReply(notFound);
        held.release.assets.splice(held.release.assets.indexOf(held.asset), 1);
        return answered(null, 'deleteAsset');
      }),
  };
}

function heldRelease(
  state: ScriptedGitHubState,
  releaseId: number,
  fields: ReleaseFields,
): HeldRelease {
  state.latestAsked.push({ draft: fields.draft, makeLatest: fields.makeLatest });
  return {
    releaseId,
    tagName: fields.tagName,
    targetCommitish: fields.targetCommitish,
    name: fields.name,
    body: fields.body,
    draft: fields.draft,
    prerelease: fields.prerelease,
    immutable: false,
    authorId: state.actorId,
    htmlUrl: `https://github.example/acme/lantern/releases/${releaseId}`,
    uploadUrl: `https://uploads.github.example/${releaseId}/assets`,
    assets: [],
  };
}

function update(
  state: ScriptedGitHubState,
  releaseId: number,
  fields: ReleaseFields,
): GitHubReply<HeldRelease> {
  const release = state.releases.get(releaseId);
  if (release === undefined) return failedReply(notFound);
  const taken = state.published.some(
    (other) => other.releaseId !== releaseId && other.tagName === fields.tagName,
  );
  if (taken) {
    const error = { resource: 'Release', code: 'already_exists', field: 'tag_name' };
    return unprocessable('Validation Failed', error);
  }
  if (state.burnedTags.has(fields.tagName) && !fields.draft) {
    return failedReply({
      status: 422,
      message: 'Validation Failed',
      errors: [
        {
          resource: 'Release',
          code: 'custom',
          field: 'tag_name',
          message: 'tag_name was used by an immutable release',
        },
      ],
    });
  }
  const { assets } = release;
  const changed = { ...heldRelease(state, releaseId, fields), assets };
  state.releases.set(releaseId, changed);
  if (!fields.draft && !state.refs.has(`refs/tags/${fields.tagName}`)) {
    const target = [...state.commits.keys()].find((oid) => oid === fields.targetCommitish);
    if (target !== undefined) state.refs.set(`refs/tags/${fields.tagName}`, target);
  }
  return answered({ ...changed, assets: [...assets] }, 'updateRelease');
}

/** Reads the bytes before the call counts as made: what breaks off before that left nothing whole. */
async function uploadAsset(
  state: ScriptedGitHubState,
  write: Write,
  upload: AssetUpload,
): ReturnType<GitHubWriter['uploadAsset']> {
  const { releaseId, name, mediaType } = upload;
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of upload.content) chunks.push(chunk);
  } catch {
    const release = state.releases.get(releaseId);
    if (release !== undefined) state.addAsset(release, { name, mediaType, bytes: null });
    return failedReply({ sent: 'no', body: 'empty', detail: 'broken off by ourselves' });
  }
  return write('uploadAsset', name, () => {
    const release = state.releases.get(releaseId);
    if (release === undefined) return failedReply(notFound);
    if (release.assets.some((asset) => asset.name === name)) {
      const error = { resource: 'ReleaseAsset', code: 'already_exists', field: 'name' };
      return unprocessable('Validation Failed', error);
    }
    const bytes = concatBytes(chunks);
    return answered(state.addAsset(release, { name, mediaType, bytes }), 'uploadAsset');
  });
}
