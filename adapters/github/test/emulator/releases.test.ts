// SPDX-License-Identifier: Apache-2.0
// Releases and their assets against the GitHub emulator, in the orders in which the publisher uses them.
import { Buffer } from 'node:buffer';
import { digestOfBytes, utf8Encode } from '@marketops/core';
import type { AssetUpload, GitHubSession, ReleaseFields } from '@marketops/publisher';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { emulatedName, valueOf, type EmulatedRepository } from './emulated-repository.ts';
import { openSessionOn, startWritableRepository } from './emulated-session.ts';

let emulated: EmulatedRepository;

beforeEach(async () => {
  emulated = await startWritableRepository();
});

afterEach(async () => {
  await emulated[Symbol.asyncDispose]();
});

const openSession = async (): Promise<GitHubSession> => openSessionOn(emulated);

function draftFields(): ReleaseFields {
  return {
    tagName: 'v1.0.0',
    targetCommitish: emulated.commit,
    name: 'Version 1.0.0',
    body: 'Notes',
    draft: true,
    prerelease: false,
    makeLatest: 'true',
  };
}

async function* chunks(content: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < content.length; start += 4) yield content.subarray(start, start + 4);
}

function uploadOf(uploadUrl: string, releaseId: number, text: string): AssetUpload {
  const content = Buffer.from(text);
  return {
    releaseId,
    uploadUrl,
    name: 'hello.txt',
    mediaType: 'text/plain',
    size: content.length,
    sha256: digestOfBytes(content),
    content: chunks(content),
  };
}

describe('a release', () => {
  test('goes from draft through its assets to published', async () => {
    const session = await openSession();
    const draft = valueOf(await session.createRelease(draftFields()));
    const authorId = valueOf(await session.actorId());
    expect(draft).toMatchObject({ draft: true, tagName: 'v1.0.0', authorId });
    expect(valueOf(await session.releaseByTag('v1.0.0'))).toBeNull();
    expect(valueOf(await session.release(draft.releaseId))).toEqual(draft);
    expect(valueOf(await session.releases(1))).toEqual({ items: [draft], nextPage: null });
    const text = 'hello from a stream';
    const upload = uploadOf(draft.uploadUrl, draft.releaseId, text);
    const asset = valueOf(await session.uploadAsset(upload));
    expect(asset).toMatchObject({
      name: 'hello.txt',
      state: 'uploaded',
      size: text.length,
      contentType: 'text/plain',
      digest: `sha256:${upload.sha256}`,
    });
    expect(valueOf(await session.assets(draft.releaseId, 1)).items).toEqual([asset]);
    expect(valueOf(await session.asset(asset.assetId))).toEqual(asset);
    const again = uploadOf(draft.uploadUrl, draft.releaseId, text);
    expect(await session.uploadAsset(again)).toMatchObject({
      ok: false,
      failure: { status: 422, errors: [{ code: 'already_exists', field: 'name' }] },
    });
    const published = valueOf(
      await session.updateRelease(draft.releaseId, { ...draftFields(), draft: false }),
    );
    expect(published).toMatchObject({ draft: false, assets: [asset], tagName: 'v1.0.0' });
    expect(valueOf(await session.releaseByTag('v1.0.0'))).toEqual(published);
    expect(valueOf(await session.ref('refs/tags/v1.0.0'))).toMatchObject({ oid: emulated.commit });
  });

  test('asset and a draft of our own are deleted, and are then absent', async () => {
    const session = await openSession();
    const draft = valueOf(await session.createRelease(draftFields()));
    const upload = uploadOf(draft.uploadUrl, draft.releaseId, 'hello');
    const asset = valueOf(await session.uploadAsset(upload));
    expect(await session.deleteAsset(asset.assetId)).toMatchObject({ ok: true, status: 204 });
    expect(valueOf(await session.asset(asset.assetId))).toBeNull();
    expect(await session.deleteRelease(draft.releaseId)).toMatchObject({ ok: true, status: 204 });
    expect(valueOf(await session.release(draft.releaseId))).toBeNull();
  });

  test('whose content breaks off leaves nothing that counts as uploaded', async () => {
    const session = await openSession();
    const draft = valueOf(await session.createRelease(draftFields()));
    const upload = uploadOf(draft.uploadUrl, draft.releaseId, 'hello');
    const broken = (async function* () {
      yield utf8Encode('hel');
      throw new Error('changed');
    })();
    expect(await session.uploadAsset({ ...upload, content: broken })).toMatchObject({
      ok: false,
      failure: { sent: 'no' },
    });
    const { items } = valueOf(await session.assets(draft.releaseId, 1));
    expect(items.filter(({ state }) => state === 'uploaded')).toEqual([]);
  });

  test('list is read page by page', async () => {
    for (let index = 0; index < 31; index += 1) {
      emulated.emulator.change({
        act: 'create_release',
        repository: emulatedName,
        tagName: `v0.0.${index}`,
        draft: true,
        body: null,
        login: 'alice',
      });
    }
    const session = await openSession();
    const first = valueOf(await session.releases(1));
    expect(first).toMatchObject({ nextPage: 2 });
    expect(first.items).toHaveLength(30);
    const second = valueOf(await session.releases(2));
    expect(second).toMatchObject({ nextPage: null });
    expect(second.items).toHaveLength(1);
  });
});
