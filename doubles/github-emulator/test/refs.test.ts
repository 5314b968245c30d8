// SPDX-License-Identifier: Apache-2.0
// References: created once, moved forward only, refused in GitHub's words.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type Fixture, member, repo, startFixture, text } from './support/fixture.ts';

describe('references', () => {
  let fixture: Fixture;
  let first: string;

  beforeAll(async () => {
    fixture = await startFixture();
    first = fixture.sample.git('rev-parse', 'main~1');
  });
  afterAll(async () => fixture.close());

  const create = async (ref: string, sha: string) =>
    fixture.api('POST', `${repo}/git/refs`, { body: { ref, sha } });

  it('are listed, matched by prefix and read one by one', async () => {
    const all = await fixture.api('GET', `${repo}/git/refs`);
    expect(all.list.map((ref) => ref['ref'])).toEqual([
      'refs/heads/main',
      'refs/tags/v0.0.1',
      'refs/tags/v0.1.0',
    ]);
    const matching = await fixture.api('GET', `${repo}/git/matching-refs/tags/v0.1`);
    expect(matching.list).toHaveLength(1);
    const tag = await fixture.api('GET', `${repo}/git/ref/tags/v0.1.0`);
    expect(member(tag.object, 'object')).toMatchObject({
      type: 'tag',
      sha: fixture.sample.git('rev-parse', 'v0.1.0'),
    });
    expect((await fixture.api('GET', `${repo}/git/ref/tags/none`)).status).toBe(404);
    expect((await fixture.api('GET', '/repos/ALICE/Sample/git/ref/heads/main')).status).toBe(200);
  });

  it('are created once', async () => {
    expect((await create('refs/heads/once', first)).status).toBe(201);
    const again = await create('refs/heads/once', fixture.head);
    expect([again.status, again.object['message']]).toEqual([422, 'Reference already exists']);
    const found = await fixture.api('GET', `${repo}/git/ref/heads/once`);
    expect(member(found.object, 'object')['sha']).toBe(first);
  });

  it('are refused for objects that do not exist, short ids and bad names', async () => {
    const missing = await create('refs/heads/a', '0'.repeat(40));
    expect([missing.status, missing.object['message']]).toEqual([422, 'Object does not exist']);
    expect((await create('refs/heads/a', first.slice(0, 7))).status).toBe(422);
    for (const name of [
      'heads/a',
      'refs/a',
      'refs/heads/a..b',
      'refs/heads/a.lock',
      'refs/heads/ a',
    ]) {
      expect([name, (await create(name, first)).status]).toEqual([name, 422]);
    }
    const tree = fixture.sample.git('rev-parse', 'main^{tree}');
    expect((await create('refs/heads/tree', tree)).status).toBe(422);
    expect((await create('refs/heads/main/below', first)).status).toBe(422);
  });

  it('move forward, and back only by force', async () => {
    await create('refs/heads/moving', first);
    const path = `${repo}/git/refs/heads/moving`;
    const forward = await fixture.api('PATCH', path, { body: { sha: fixture.head } });
    expect(forward.status).toBe(200);
    const back = await fixture.api('PATCH', path, { body: { sha: first } });
    expect([back.status, back.object['message']]).toEqual([422, 'Update is not a fast forward']);
    const forced = await fixture.api('PATCH', path, { body: { sha: first, force: true } });
    expect(member(forced.object, 'object')['sha']).toBe(first);
  });

  it('cannot be moved or deleted when they do not exist', async () => {
    const path = `${repo}/git/refs/heads/absent`;
    const moved = await fixture.api('PATCH', path, { body: { sha: first } });
    expect([moved.status, moved.object['message']]).toEqual([422, 'Reference does not exist']);
    const deleted = await fixture.api('DELETE', path);
    expect([deleted.status, deleted.object['message']]).toEqual([422, 'Reference does not exist']);
  });

  it('can be deleted, except the default branch', async () => {
    await create('refs/heads/passing', first);
    expect((await fixture.api('DELETE', `${repo}/git/refs/heads/passing`)).status).toBe(204);
    expect((await fixture.api('GET', `${repo}/git/ref/heads/passing`)).status).toBe(404);
    expect((await fixture.api('DELETE', `${repo}/git/refs/heads/main`)).status).toBe(422);
  });

  it('answer 422 for a body without the fields they need', async () => {
    const answer = await fixture.api('POST', `${repo}/git/refs`, { body: { ref: 'refs/heads/x' } });
    expect(answer.status).toBe(422);
    expect(text(answer.object['message'])).toContain('"sha" wasn\'t supplied.');
  });
});
