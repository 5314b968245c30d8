// SPDX-License-Identifier: Apache-2.0
// Releases: drafts that nobody else sees, publishing that makes a tag, and GitHub's refusals.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { JsonObject } from '../src/json.ts';
import { releaseBodyCharactersMax } from '../src/state/release-change.ts';
import {
  createDraft,
  type Fixture,
  number,
  objects,
  repo,
  startFixture,
} from './support/fixture.ts';

describe('releases', () => {
  let fixture: Fixture;

  beforeEach(async () => {
    fixture = await startFixture();
  });
  afterEach(async () => fixture.close());

  const update = async (release: JsonObject, body: JsonObject) =>
    fixture.api('PATCH', `${repo}/releases/${number(release['id'])}`, { body });

  it('that are drafts are found by id and in the owner’s list, not by tag and not by strangers', async () => {
    const { api, anonymous } = fixture;
    const draft = await createDraft(fixture);
    expect(draft.object).toMatchObject({ draft: true, published_at: null, immutable: false });
    const path = `${repo}/releases/${number(draft.object['id'])}`;
    expect((await api('GET', path)).object['tag_name']).toBe('v1.0.0');
    expect((await api('GET', `${repo}/releases`)).list).toHaveLength(1);
    expect((await api('GET', `${repo}/releases/tags/v1.0.0`)).status).toBe(404);
    expect((await api('GET', `${repo}/git/ref/tags/v1.0.0`)).status).toBe(404);
    expect((await anonymous('GET', path)).status).toBe(404);
    expect((await anonymous('GET', `${repo}/releases`)).list).toHaveLength(0);
  });

  it('may be drafted twice under one tag', async () => {
    await createDraft(fixture);
    expect((await createDraft(fixture)).status).toBe(201);
    expect((await fixture.api('GET', `${repo}/releases`)).list).toHaveLength(2);
  });

  it('are published once under a tag, which is made at the target', async () => {
    const { api, sample } = fixture;
    const first = sample.git('rev-parse', 'main~1');
    const draft = await createDraft(fixture, { target_commitish: first });
    const other = await createDraft(fixture);
    const published = await update(draft.object, { draft: false, tag_name: 'v1.0.0' });
    expect(published.object).toMatchObject({ draft: false, published_at: '2026-01-02T03:04:05Z' });
    const tag = await api('GET', `${repo}/git/ref/tags/v1.0.0`);
    expect(tag.object['object']).toMatchObject({ type: 'commit', sha: first });
    const refused = await update(other.object, { draft: false, tag_name: 'v1.0.0' });
    expect(refused.status).toBe(422);
    expect(refused.object['errors']).toEqual([
      { resource: 'Release', code: 'already_exists', field: 'tag_name' },
    ]);
    const direct = await createDraft(fixture, { draft: false });
    expect(direct.object['errors']).toEqual(refused.object['errors']);
  });

  it('keep an existing tag, whatever the target says', async () => {
    const draft = await createDraft(fixture, { tag_name: 'v0.1.0' });
    await update(draft.object, { draft: false, tag_name: 'v0.1.0' });
    const tag = await fixture.api('GET', `${repo}/git/ref/tags/v0.1.0`);
    expect(tag.object['object']).toMatchObject({ type: 'tag' });
  });

  it('need a full commit id or a branch as their target', async () => {
    const { head } = fixture;
    for (const target of [head.slice(0, 7), 'v0.1.0', 'HEAD', 'absent', '0'.repeat(40)]) {
      const refused = await createDraft(fixture, { target_commitish: target });
      expect({ target, errors: refused.object['errors'] }).toEqual({
        target,
        errors: [{ resource: 'Release', code: 'invalid', field: 'target_commitish' }],
      });
    }
    expect((await createDraft(fixture, { target_commitish: 'main' })).status).toBe(201);
  });

  it('lose the tag of a draft that is edited without it, unless the quirk is off', async () => {
    const draft = await createDraft(fixture);
    const edited = await update(draft.object, { body: 'other' });
    expect(edited.object['tag_name']).toMatch(/^untagged-[0-9a-f]{20}$/);
    await update(draft.object, { tag_name: 'v1.0.0' });
    const published = await update(draft.object, { draft: false });
    expect(published.object['tag_name']).toBe('v1.0.0');
    fixture.emulator.configure({ quirks: { untaggedReset: 'always' } });
    const second = await createDraft(fixture, { tag_name: 'v2.0.0' });
    const lost = await update(second.object, { draft: false });
    expect(lost.object['tag_name']).toMatch(/^untagged-/);
    fixture.emulator.configure({ quirks: { untaggedReset: 'never' } });
    const third = await createDraft(fixture, { tag_name: 'v3.0.0' });
    expect((await update(third.object, { body: 'x' })).object['tag_name']).toBe('v3.0.0');
  });

  it('have one latest among them, never a prerelease', async () => {
    const { api } = fixture;
    expect((await api('GET', `${repo}/releases/latest`)).status).toBe(404);
    const publish = async (tag: string, fields: JsonObject) =>
      createDraft(fixture, { tag_name: tag, draft: false, ...fields });
    await publish('v1.0.0', {});
    await publish('v1.1.0', { make_latest: 'false' });
    await publish('v2.0.0-rc', { prerelease: true });
    expect((await api('GET', `${repo}/releases/latest`)).object['tag_name']).toBe('v1.0.0');
    await publish('v2.0.0', {});
    expect((await api('GET', `${repo}/releases/latest`)).object['tag_name']).toBe('v2.0.0');
    expect((await publish('v3.0.0', { make_latest: 'perhaps' })).status).toBe(422);
  });

  it('are not made the latest as drafts or prereleases', async () => {
    const latest = { make_latest: 'true' };
    const draft = await createDraft(fixture, { tag_name: 'v1.0.0', ...latest });
    expect(draft.status).toBe(201);
    const refusals = [
      await update(draft.object, { body: 'x', ...latest }),
      await update(draft.object, { draft: false, prerelease: true, ...latest }),
      await createDraft(fixture, { tag_name: 'v2.0.0', draft: false, prerelease: true, ...latest }),
    ];
    for (const refused of refusals) {
      const message = 'Latest release cannot be draft or prerelease.';
      expect(refused.status).toBe(422);
      expect(refused.object['errors']).toEqual([{ resource: 'Release', code: 'custom', message }]);
    }
    expect((await update(draft.object, { draft: false, ...latest })).status).toBe(200);
  });

  it('are listed newest first in pages', async () => {
    for (const tag of ['a', 'b', 'c']) {
      await createDraft(fixture, { tag_name: tag });
    }
    const page = await fixture.api('GET', `${repo}/releases?per_page=2`);
    expect(page.list.map((release) => release['tag_name'])).toEqual(['c', 'b']);
    expect(page.headers['link']).toMatch(/page=2>; rel="next".*page=2>; rel="last"/);
  });

  it('are deleted with their assets while the tag stays', async () => {
    const { api } = fixture;
    const release = await createDraft(fixture, { draft: false });
    const path = `${repo}/releases/${number(release.object['id'])}`;
    expect((await api('DELETE', path)).status).toBe(204);
    expect((await api('GET', path)).status).toBe(404);
    expect((await api('GET', `${repo}/git/ref/tags/v1.0.0`)).status).toBe(200);
  });

  it('are refused with a body too long, a bad tag name or no tag name', async () => {
    const { api } = fixture;
    const long = await createDraft(fixture, { body: 'x'.repeat(releaseBodyCharactersMax + 1) });
    expect(objects(long.object['errors'])[0]?.['field']).toBe('body');
    expect((await createDraft(fixture, { tag_name: 'a..b' })).status).toBe(422);
    expect((await api('POST', `${repo}/releases`, { body: { name: 'x' } })).status).toBe(422);
    expect((await createDraft(fixture, { draft: 'yes' })).status).toBe(422);
    expect((await api('PATCH', `${repo}/releases/1`, { body: {} })).status).toBe(404);
  });
});
