// SPDX-License-Identifier: Apache-2.0
// Rate limits that are really counted, and lists that lag behind what was created.

import { afterEach, describe, expect, it } from 'vitest';

import type { SettingsChange } from '../src/state/settings.ts';
import {
  createDraft,
  type Fixture,
  fixtureNow,
  number,
  repo,
  startFixture,
  uploadTo,
} from './support/fixture.ts';

describe('rate limits', () => {
  let fixture: Fixture;

  afterEach(async () => fixture.close());

  const start = async (settings: SettingsChange): Promise<void> => {
    fixture = await startFixture(settings);
  };

  it('spend an hourly budget and give it back', async () => {
    await start({ rateLimits: { corePerHour: 2, anonymousPerHour: 1 } });
    const { anonymous, api, emulator } = fixture;
    await api('GET', repo);
    const last = await api('GET', repo);
    expect(last.headers).toMatchObject({
      'x-ratelimit-remaining': '0',
      'x-ratelimit-used': '2',
      'x-ratelimit-reset': String(Math.ceil((fixtureNow + 3_600_000) / 1000)),
    });
    const refused = await api('GET', repo);
    expect(refused.status).toBe(403);
    expect(refused.object['message']).toMatch(/^API rate limit exceeded/);
    expect((await api('GET', '/rate_limit')).status).toBe(200);
    expect((await anonymous('GET', repo)).status).toBe(200);
    expect((await anonymous('GET', repo)).status).toBe(403);
    emulator.advance(3_600_000);
    expect((await api('GET', repo)).status).toBe(200);
  });

  it('hold back those who create too much, with and without retry-after', async () => {
    await start({ rateLimits: { contentPerMinute: 1, contentPerHour: 2 } });
    const { api, emulator } = fixture;
    expect((await createDraft(fixture)).status).toBe(201);
    const refused = await createDraft(fixture);
    expect(refused.status).toBe(403);
    expect(refused.object['message']).toMatch(/^You have exceeded a secondary rate limit/);
    expect(refused.headers['retry-after']).toBe('60');
    expect((await api('GET', repo)).status).toBe(200);
    emulator.advance(60_000);
    expect((await createDraft(fixture)).status).toBe(201);
    emulator.advance(60_000);
    emulator.configure({ rateLimits: { retryAfterSeconds: null } });
    const hourly = await createDraft(fixture);
    expect([hourly.status, hourly.headers['retry-after']]).toEqual([403, undefined]);
  });
});

describe('list lag', () => {
  let fixture: Fixture;

  afterEach(async () => fixture.close());

  it('hides what is new from lists, and by id only when asked to', async () => {
    const ms = 5000;
    fixture = await startFixture({
      lag: { refsMs: ms, releasesMs: ms, assetsMs: ms, pullsMs: ms },
    });
    const { api, emulator } = fixture;
    emulator.change({
      act: 'commit_file',
      repository: 'alice/sample',
      branch: 'topic',
      path: 'a',
      content: 'a',
      message: 'a',
    });
    emulator.change({
      act: 'set_ref',
      repository: 'alice/sample',
      ref: 'refs/heads/base',
      sha: fixture.head,
    });
    const sha = emulator.snapshot('alice', 'sample').refs['refs/heads/topic'] ?? '';
    await api('POST', `${repo}/git/refs`, { body: { ref: 'refs/heads/new', sha } });
    const draft = (await createDraft(fixture)).object;
    await uploadTo(fixture, draft, { name: 'a', bytes: Buffer.from('a') });
    await api('POST', `${repo}/pulls`, { body: { title: 't', head: 'new', base: 'main' } });
    const release = `${repo}/releases/${number(draft['id'])}`;
    const lists = ['/git/matching-refs/heads/new', '/releases', '/pulls'].map(
      (path) => `${repo}${path}`,
    );
    lists.push(`${release}/assets`);
    const lengths = async () =>
      Promise.all(lists.map(async (path) => (await api('GET', path)).list.length));
    const items = [release, `${repo}/git/ref/heads/new`, `${repo}/pulls/1`, `${repo}/branches/new`];
    const statuses = async () =>
      Promise.all(items.map(async (path) => (await api('GET', path)).status));
    expect(await lengths()).toEqual([0, 0, 0, 0]);
    expect(await statuses()).toEqual([200, 200, 200, 200]);
    emulator.configure({ lag: { hidesById: true } });
    expect(await statuses()).toEqual([404, 404, 404, 404]);
    emulator.advance(ms);
    expect(await lengths()).toEqual([1, 1, 1, 1]);
    expect(await statuses()).toEqual([200, 200, 200, 200]);
  });

  it('does not keep a name from being taken', async () => {
    fixture = await startFixture({ lag: { refsMs: 5000, hidesById: true } });
    const body = { ref: 'refs/heads/new', sha: fixture.head };
    expect((await fixture.api('POST', `${repo}/git/refs`, { body })).status).toBe(201);
    const again = await fixture.api('POST', `${repo}/git/refs`, { body });
    expect(again.object['message']).toBe('Reference already exists');
  });
});
