// SPDX-License-Identifier: Apache-2.0
// Immutable releases: nothing can be added or moved afterwards, and their tag names are used up.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import {
  createDraft,
  type Fixture,
  number,
  repo,
  startFixture,
  uploadTo,
} from './support/fixture.ts';

describe('immutable releases', () => {
  let fixture: Fixture;

  beforeEach(async () => {
    fixture = await startFixture();
    fixture.emulator.change({
      act: 'set_immutable_releases',
      repository: 'alice/sample',
      enabled: true,
    });
  });
  afterEach(async () => fixture.close());

  const publish = async () => createDraft(fixture, { draft: false });

  it('are a setting that administrators can read', async () => {
    const path = `${repo}/immutable-releases`;
    expect((await fixture.api('GET', path)).object).toEqual({
      enabled: true,
      enforced_by_owner: false,
    });
    expect((await fixture.anonymous('GET', path)).status).toBe(404);
    fixture.emulator.change({
      act: 'set_immutable_releases',
      repository: 'alice/sample',
      enabled: false,
    });
    expect((await fixture.api('GET', path)).status).toBe(404);
  });

  it('take no asset once they are published, and give none away', async () => {
    const draft = await createDraft(fixture);
    const asset = await uploadTo(fixture, draft.object, { name: 'a', bytes: Buffer.from('a') });
    const path = `${repo}/releases/${number(draft.object['id'])}`;
    const published = await fixture.api('PATCH', path, {
      body: { draft: false, tag_name: 'v1.0.0' },
    });
    expect(published.object['immutable']).toBe(true);
    const late = await uploadTo(fixture, draft.object, { name: 'b', bytes: Buffer.from('b') });
    expect([late.status, late.object['message']]).toEqual([
      422,
      'Cannot upload assets to an immutable release.',
    ]);
    const assetPath = `${repo}/releases/assets/${number(asset.object['id'])}`;
    expect((await fixture.api('DELETE', assetPath)).status).toBe(422);
    expect((await fixture.api('PATCH', assetPath, { body: { name: 'c' } })).status).toBe(422);
  });

  it('keep their tag and stay published, while name and body may change', async () => {
    const { api, head } = fixture;
    const release = await publish();
    const path = `${repo}/releases/${number(release.object['id'])}`;
    expect((await api('PATCH', path, { body: { tag_name: 'v9' } })).status).toBe(422);
    expect((await api('PATCH', path, { body: { draft: true } })).status).toBe(422);
    expect((await api('PATCH', path, { body: { body: 'new' } })).object['body']).toBe('new');
    const ref = `${repo}/git/refs/tags/v1.0.0`;
    expect((await api('DELETE', ref)).status).toBe(422);
    expect((await api('PATCH', ref, { body: { sha: head, force: true } })).status).toBe(422);
  });

  it('use up their tag name for ever, which shows at publishing and not before', async () => {
    const { api } = fixture;
    const release = await publish();
    await api('DELETE', `${repo}/releases/${number(release.object['id'])}`);
    await api('DELETE', `${repo}/git/refs/tags/v1.0.0`);
    fixture.emulator.change({
      act: 'set_immutable_releases',
      repository: 'alice/sample',
      enabled: false,
    });
    const draft = await createDraft(fixture);
    expect(draft.status).toBe(201);
    const refused = await api('PATCH', `${repo}/releases/${number(draft.object['id'])}`, {
      body: { draft: false, tag_name: 'v1.0.0' },
    });
    expect(refused.object['errors']).toEqual([
      {
        resource: 'Release',
        code: 'custom',
        field: 'tag_name',
        message: 'tag_name was used by an immutable release',
      },
    ]);
  });
});
