// SPDX-License-Identifier: Apache-2.0
// Assets: uploaded on an origin of their own, hashed, renamed, refused, downloaded by redirect.

import { createHash } from 'node:crypto';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { JsonObject } from '../src/json.ts';
import {
  createDraft,
  type Fixture,
  number,
  objects,
  repo,
  startFixture,
  text,
  uploadTo,
} from './support/fixture.ts';

const bytes = Buffer.from('the bytes of an asset');

describe('release assets', () => {
  let fixture: Fixture;
  let draft: JsonObject;

  beforeEach(async () => {
    fixture = await startFixture();
    draft = (await createDraft(fixture)).object;
  });
  afterEach(async () => fixture.close());

  const upload = async (name: string, content: Uint8Array = bytes) =>
    uploadTo(fixture, draft, { name, bytes: content });

  it('are uploaded to another origin and carry size, state and digest', async () => {
    expect(text(draft['upload_url'])).toMatch(new RegExp(`^${fixture.emulator.uploadUrl}/`));
    expect(fixture.emulator.uploadUrl).not.toBe(fixture.emulator.apiUrl);
    const asset = await upload('a.bin');
    const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
    expect(asset.object).toMatchObject({ state: 'uploaded', size: bytes.length, digest });
    const release = await fixture.api('GET', `${repo}/releases/${number(draft['id'])}`);
    expect(objects(release.object['assets'])).toHaveLength(1);
  });

  it('are accepted under the prefixes of GitHub Enterprise Server too', async () => {
    const path = `/api/uploads${repo}/releases/${number(draft['id'])}/assets?name=g.bin`;
    const headers = { 'content-type': 'text/plain' };
    expect((await fixture.api('POST', path, { bytes, headers })).status).toBe(201);
    expect((await fixture.api('GET', `/api/v3${repo}/releases`)).list).toHaveLength(1);
  });

  it('are not accepted where everything else is, nor anything else where they are', async () => {
    const path = `${repo}/releases/${number(draft['id'])}/assets?name=g.bin`;
    expect((await fixture.api('POST', path, { bytes })).status).toBe(404);
    expect((await fixture.api('POST', `/api/v3${path}`, { bytes })).status).toBe(404);
    expect((await fixture.api('GET', `${fixture.emulator.uploadUrl}${repo}`)).status).toBe(404);
  });

  it('are renamed when their names hold special characters', async () => {
    expect((await upload('ä b+c.tar.gz')).object['name']).toBe('default.b.c.tar.gz');
    expect((await upload('.profile')).object['name']).toBe('default.profile');
    expect((await upload('ends.')).object['name']).toBe('ends');
  });

  it('are refused under a name that is taken, without bytes, and without a name', async () => {
    await upload('a.bin');
    const taken = await upload('a.bin');
    expect(taken.status).toBe(422);
    expect(taken.object['errors']).toEqual([
      { resource: 'ReleaseAsset', code: 'already_exists', field: 'name' },
    ]);
    const empty = await upload('b.bin', new Uint8Array());
    expect(objects(empty.object['errors'])[0]).toMatchObject({
      field: 'size',
      message: 'size must be greater than or equal to 1',
    });
    expect((await upload('')).status).toBe(422);
    const absent = text(draft['upload_url']).replace(/\d+\/assets.*$/, '1/assets?name=a');
    expect((await fixture.api('POST', absent, { bytes })).status).toBe(404);
  });

  it('are refused without a length', async () => {
    const url = text(draft['upload_url']).replace('{?name,label}', '?name=c.bin');
    const chunked = await fixture.api('POST', url, { bytes, chunked: true });
    expect([chunked.status, chunked.object['message']]).toEqual([400, 'Bad Content-Length: ']);
  });

  it('are downloaded through a redirect to another origin', async () => {
    const asset = (await upload('a.bin')).object;
    const path = `${repo}/releases/assets/${number(asset['id'])}`;
    const headers = { accept: 'application/octet-stream' };
    const redirect = await fixture.api('GET', path, { headers });
    expect(redirect.status).toBe(302);
    const location = redirect.headers['location'] ?? '';
    expect(location.startsWith(fixture.emulator.uploadUrl)).toBe(true);
    expect((await fixture.anonymous('GET', location)).bytes).toEqual(bytes);
    const forged = location.replace(/signature=./, 'signature=-');
    expect((await fixture.anonymous('GET', forged)).status).toBe(404);
    fixture.emulator.configure({ quirks: { assetDownloadRedirects: false } });
    expect((await fixture.api('GET', path, { headers })).bytes).toEqual(bytes);
    expect((await fixture.anonymous('GET', path)).status).toBe(404);
  });

  it('of a published release are downloaded by their public address', async () => {
    const asset = (await upload('a.bin')).object;
    const address = text(asset['browser_download_url']);
    expect((await fixture.anonymous('GET', address)).status).toBe(404);
    await fixture.api('PATCH', `${repo}/releases/${number(draft['id'])}`, {
      body: { draft: false, tag_name: 'v1.0.0' },
    });
    const shown = await fixture.api('GET', `${repo}/releases/assets/${number(asset['id'])}`);
    const final = text(shown.object['browser_download_url']);
    expect((await fixture.anonymous('GET', final)).bytes).toEqual(bytes);
    expect((await fixture.anonymous('HEAD', final)).headers['content-length']).toBe(
      String(bytes.length),
    );
  });

  it('are renamed and deleted by id', async () => {
    const asset = (await upload('a.bin')).object;
    await upload('b.bin');
    const path = `${repo}/releases/assets/${number(asset['id'])}`;
    const renamed = await fixture.api('PATCH', path, { body: { name: 'c.bin', label: 'C' } });
    expect(renamed.object).toMatchObject({ name: 'c.bin', label: 'C' });
    expect((await fixture.api('PATCH', path, { body: { name: 'b.bin' } })).status).toBe(422);
    expect((await fixture.api('DELETE', path)).status).toBe(204);
    expect((await fixture.api('GET', path)).status).toBe(404);
    const listed = await fixture.api('GET', `${repo}/releases/${number(draft['id'])}/assets`);
    expect(listed.list.map((one) => one['name'])).toEqual(['b.bin']);
  });
});
