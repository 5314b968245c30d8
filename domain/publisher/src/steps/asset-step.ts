// SPDX-License-Identifier: Apache-2.0
// One file of a release: uploaded once under its approved name, and compared with GitHub's own
// digest. An unfinished leftover of ours is removed by its id before a new attempt.
import {
  refusal,
  type Asset,
  type GitHubAsset,
  type GitHubRelease,
  type GitHubReply,
} from '@marketops/core';
import { ContentChangedError, type OpenContent } from '../port/content-source.ts';
import { conflicting, type Observation } from '../protocol/observation.ts';
import type { Pass } from '../protocol/pass.ts';
import { runStep } from '../protocol/run-step.ts';
import { appliedOf, type Applied, type Step } from '../protocol/step.ts';
import { contentChanged, openApproved } from './approved-content.ts';
import { readList } from './read-list.ts';
import { judgeAsset } from './release-judgement.ts';
import { removeAssetStep } from './remove-asset-step.ts';
import { stepName } from './step-names.ts';
import { UploadWatch } from './upload-watch.ts';

/** Uploads one file to a draft of ours. */
export function assetStep(pass: Pass, release: GitHubRelease, asset: Asset): Step<GitHubAsset> {
  const name = stepName('asset', asset.name);
  return {
    name,
    observe: () => observeAsset(pass, release, asset),
    clear: (assetId) => runStep(pass, removeAssetStep(pass, assetId)),
    apply: () => sendAsset(pass, release, asset),
  };
}

/** Judges a file by GitHub's list; an unfinished one that we never began to upload is not ours. */
export function judgeListed(
  pass: Pass,
  asset: Asset,
  shown: readonly GitHubAsset[],
): Observation<GitHubAsset> {
  const judged = judgeAsset(
    asset,
    shown.find(({ name }) => name === asset.name),
  );
  const begun = pass.journal.entriesOf(stepName('asset', asset.name)).length > 0;
  if (judged.kind !== 'absent' || judged.leftover === null || begun) return judged;
  return conflicting(
    refusal('github.asset_conflict', {
      subject: asset.name,
      expected: 'no file of this name yet',
      found: `unfinished asset ${judged.leftover} of somebody else`,
    }),
  );
}

/** Lists the files of a release. */
export function listAssets(
  pass: Pass,
  releaseId: number,
): ReturnType<typeof readList<GitHubAsset>> {
  return readList(pass, `files of release ${releaseId}`, (reader, page) =>
    reader.assets(releaseId, page),
  );
}

async function observeAsset(
  pass: Pass,
  release: GitHubRelease,
  asset: Asset,
): Promise<Observation<GitHubAsset>> {
  const handle = pass.journal.handlesOf(stepName('asset', asset.name)).at(-1);
  if (handle !== undefined) {
    const known = await pass.github.read(`asset ${handle}`, (reader) =>
      reader.asset(Number(handle)),
    );
    if (known.kind === 'unreadable') return known;
    if (known.value !== null) return judgeListed(pass, asset, [known.value]);
  }
  const listed = await listAssets(pass, release.releaseId);
  return listed.kind === 'unreadable' ? listed : judgeListed(pass, asset, listed.value);
}

async function sendAsset(
  pass: Pass,
  release: GitHubRelease,
  asset: Asset,
): Promise<Applied<GitHubAsset>> {
  const content = await openApproved(pass.content, asset);
  if ('code' in content) return { kind: 'no_content', refusal: content };
  const step = stepName('asset', asset.name);
  const watch = new UploadWatch(pass, { step, bytesTotal: asset.size, chunks: content.chunks });
  const { reply, broken } = await upload(pass, { release, asset, content, watch });
  if (broken instanceof ContentChangedError) {
    return { kind: 'no_content', refusal: contentChanged(asset) };
  }
  if (broken !== null) throw broken;
  if (reply === null) throw new TypeError('an upload ended without an answer');
  return appliedOf(reply, (value) => ({
    handle: String(value.assetId),
    shows: judgeAsset(asset, value),
  }));
}

interface Upload {
  readonly release: GitHubRelease;
  readonly asset: Asset;
  readonly content: OpenContent;
  readonly watch: UploadWatch;
}

/** What came of sending, and why the bytes ended early before it came. */
interface Uploaded {
  readonly reply: GitHubReply<GitHubAsset> | null;
  readonly broken: Error | null;
}

/**
 * Sends the bytes once. There is no reply where the source itself failed and the sender threw that on.
 * An answer can come before all is sent: that the file is closed under its reader then is no failure.
 */
async function upload(pass: Pass, { release, asset, content, watch }: Upload): Promise<Uploaded> {
  const { name, mediaType, size, sha256 } = asset;
  const { releaseId, uploadUrl } = release;
  try {
    const reply = await pass.github.write((writer) =>
      writer.uploadAsset({
        releaseId,
        uploadUrl,
        name,
        mediaType,
        size,
        sha256,
        content: watch.chunks(),
      }),
    );
    return { reply, broken: watch.error };
  } catch (error) {
    if (watch.error === null) throw error;
    return { reply: null, broken: watch.error };
  } finally {
    await content.close();
  }
}
