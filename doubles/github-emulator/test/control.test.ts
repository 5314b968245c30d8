// SPDX-License-Identifier: Apache-2.0
// The control interface over HTTP does what the control in process does, for holders of its token.

import { generateKeyPairSync } from 'node:crypto';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { Json, JsonObject } from '../src/json.ts';
import { type ApiClient, makeClient } from './support/api-client.ts';
import {
  createDraft,
  type Fixture,
  repo,
  startFixture,
  text,
  uploadTo,
} from './support/fixture.ts';

describe('the control interface', () => {
  let fixture: Fixture;
  let control: ApiClient;

  beforeEach(async () => {
    fixture = await startFixture();
    control = makeClient(fixture.emulator.controlUrl, fixture.emulator.controlToken);
  });
  afterEach(async () => fixture.close());

  const post = async (path: string, body: Json) => control('POST', path, { body });
  const change = async (body: JsonObject) =>
    post('/changes', { repository: 'alice/sample', ...body });

  it('is closed to everybody else', async () => {
    for (const token of [null, 'wrong', 'alice-secret']) {
      const client = makeClient(fixture.emulator.controlUrl, token);
      expect((await client('GET', '/writes')).status).toBe(401);
    }
    const unknown = await control('GET', '/nothing');
    expect([unknown.status, unknown.object['error']]).toEqual([
      404,
      'no control route GET /nothing',
    ]);
  });

  it('shows logs, from a number on, counters, write routes and snapshots', async () => {
    await createDraft(fixture);
    await createDraft(fixture);
    expect((await control('GET', '/writes')).list).toHaveLength(2);
    expect((await control('GET', '/writes?after=1')).list).toMatchObject([{ sequence: 2 }]);
    expect((await control('GET', '/requests')).list).toHaveLength(2);
    expect((await control('GET', '/counters')).object).toEqual({
      requests: 2,
      writes: 2,
      appliedWrites: 2,
      publicEffects: 0,
      lateCalls: 0,
    });
    const routes = (await control('GET', '/write-routes')).list;
    expect(routes).toContainEqual({ method: 'POST', route: '/repos/{owner}/{repo}/git/refs' });
    const snapshot = await control('GET', '/snapshot?repository=alice/sample');
    expect(snapshot.object).toMatchObject({ fullName: 'alice/sample', defaultBranch: 'main' });
    expect((await control('GET', '/snapshot?repository=alice/absent')).status).toBe(409);
  });

  it('takes every kind of fault but hooks', async () => {
    const when = 'before_apply';
    const faults: readonly JsonObject[] = [
      { kind: 'reset', when },
      { kind: 'reset_mid_body', afterBytes: 1, leavesStarter: true },
      { kind: 'stall', when, ms: 1 },
      { kind: 'truncate' },
      { kind: 'status', when, status: 500 },
      {
        kind: 'answer',
        when,
        status: 200,
        body: '',
        contentType: 'text/plain',
        headers: { a: 'b' },
      },
      { kind: 'secondary_limit', when, retryAfterSeconds: null, status: 429 },
      { kind: 'primary_limit', when, resetInSeconds: 1 },
      { kind: 'disguised_limit', when },
      { kind: 'asset_left_starter', status: 500 },
      { kind: 'digest_altered', what: 'bytes' },
      { kind: 'duplicate_delivery' },
      { kind: 'late_apply', ms: 1, answer: 'reset' },
      { kind: 'delay', when, ms: 1 },
      { kind: 'token_expired', when },
      { kind: 'foreign_change', when, change: { act: 'expire_token', token: 't' } },
    ];
    for (const fault of faults) {
      const match = { method: 'PUT', route: '/never', nth: 2, times: -1 };
      expect((await post('/faults', { match, fault })).json).toEqual({ done: true });
    }
    const listed = (await control('GET', '/faults')).list;
    expect(listed.map((entry) => entry['rule'])).toMatchObject(faults.map((fault) => ({ fault })));
    expect((await control('DELETE', '/faults')).status).toBe(200);
    expect((await control('GET', '/faults')).list).toEqual([]);
    const hook = await post('/faults', { fault: { kind: 'hook', when } });
    expect(hook.status).toBe(400);
    expect(text(hook.object['error'])).toMatch(
      /^body\.fault\.kind expected one of .*found "hook"$/,
    );
    const bad = await post('/faults', { fault: { kind: 'reset', when: 'later' } });
    expect(bad.object['error']).toBe(
      'body.fault.when expected one of before_apply, after_apply, found "later"',
    );
  });

  it('acts as somebody else on everything a publisher must notice', async () => {
    const { emulator, head, sample } = fixture;
    const first = sample.git('rev-parse', 'main~1');
    const draft = (await createDraft(fixture)).object;
    await uploadTo(fixture, draft, { name: 'a', bytes: Buffer.from('a') });
    const ruleset = {
      name: 'r',
      target: 'tag',
      include: ['~ALL'],
      rules: [{ type: 'update', parameters: {} }],
    };
    const changes: readonly JsonObject[] = [
      { act: 'set_ref', ref: 'refs/heads/other', sha: first },
      { act: 'commit_file', branch: 'other', path: 'x', content: 'x', message: 'x' },
      { act: 'create_pull', head: 'other', base: 'main', title: 't', body: null, login: 'mallory' },
      { act: 'close_pull', number: 1 },
      { act: 'delete_ref', ref: 'refs/heads/other' },
      { act: 'edit_release', release: { tagName: 'v1.0.0' }, fields: { body: null, name: 'n' } },
      {
        act: 'alter_asset',
        asset: { name: 'a' },
        fields: { digest: null, state: 'starter', size: 9 },
      },
      { act: 'publish_release', release: { tagName: 'v1.0.0' } },
      { act: 'create_release', tagName: 'v1.0.0', draft: true, body: 'b', login: 'mallory' },
      { act: 'delete_asset', asset: { name: 'a' } },
      { act: 'set_immutable_releases', enabled: true },
      { act: 'burn_tag', tagName: 'v7' },
      { act: 'add_ruleset', ruleset },
      { act: 'archive_repository', archived: true },
    ];
    for (const one of changes) {
      expect([one['act'], (await change(one)).json]).toEqual([one['act'], { done: true }]);
    }
    const { refs, releases, pulls } = emulator.snapshot('alice', 'sample');
    expect(refs['refs/tags/v1.0.0']).toBe(head);
    expect(releases).toMatchObject([
      { name: 'n', body: null, draft: false, assets: [] },
      { draft: true, authorLogin: 'mallory' },
    ]);
    expect(pulls).toMatchObject([{ state: 'closed' }]);
    await change({ act: 'delete_release', release: { id: releases[0]?.id ?? 0 } });
    await change({ act: 'delete_rulesets' });
    await change({ act: 'rename_repository', name: 'moved' });
    expect(emulator.snapshot('alice', 'moved').releases).toHaveLength(1);
    await change({ act: 'delete_repository' });
    expect((await change({ act: 'delete_ref', ref: 'refs/heads/main' })).status).toBe(409);
    await post('/changes', { act: 'revoke_token', token: 'alice-token' });
    expect((await fixture.api('GET', '/user')).status).toBe(401);
  });

  it('refuses changes that name nothing, with the reason', async () => {
    const cases: readonly (readonly [JsonObject, string])[] = [
      [{ act: 'set_ref', ref: 'refs/heads/x', sha: 'absent' }, 'object absent does not exist'],
      [{ act: 'close_pull', number: 9 }, 'pull request 9 does not exist'],
      [{ act: 'delete_release', release: { id: 9 } }, 'no release matches {"id":9}'],
      [{ act: 'delete_asset', asset: { id: 9 } }, 'no asset matches {"id":9}'],
      [{ act: 'expire_token', token: 'x' }, 'no token is named x'],
      [
        { act: 'create_pull', head: 'x', base: 'y', title: '', body: '', login: '' },
        'branches x and y',
      ],
      [{ act: 'conquer' }, 'body.act expected one of'],
      [{ act: 'burn_tag', tagName: 3 }, 'body.tagName expected a string, found 3'],
    ];
    for (const [body, reason] of cases) {
      expect(text((await change(body)).object['error'])).toContain(reason);
    }
  });

  it('sets up repositories, tokens, apps, collaborators and settings', async () => {
    const { emulator, sample } = fixture;
    const addition = { owner: 'org', name: 'empty', ownerType: 'Organization', private: true };
    expect((await post('/repositories', addition)).object['fullName']).toBe('org/empty');
    expect((await post('/repositories', addition)).status).toBe(409);
    const seed = { owner: 'org', name: 'copy', path: sample.path, defaultBranch: 'main' };
    expect((await post('/seeds', seed)).status).toBe(200);
    expect(emulator.snapshot('org', 'copy').refs['refs/heads/main']).toBe(fixture.head);
    expect((await post('/seeds', { ...seed, path: '/nowhere' })).status).toBe(409);
    const role = { repository: 'org/copy', login: 'bob', role: 'write' };
    expect((await post('/collaborators', role)).status).toBe(200);
    expect((await post('/collaborators', { ...role, repository: 'org/x' })).status).toBe(400);
    const token = {
      token: 'bob-secret',
      login: 'bob',
      permissions: { contents: 'read' },
      repositories: ['org/copy'],
    };
    expect((await post('/tokens', token)).object['name']).toBe('bob');
    expect((await fixture.clientOf('bob-secret')('GET', '/repos/org/copy')).status).toBe(200);
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const publicKeyPem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const app = await post('/apps', { slug: 'a', ownerLogin: 'org', publicKeyPem });
    const installation = { appId: app.object['id'] ?? 0, accountLogin: 'org', permissions: {} };
    expect((await post('/installations', installation)).status).toBe(200);
    expect((await post('/installations', { ...installation, appId: 1 })).status).toBe(409);
    const settings = {
      latency: { apiMs: 1 },
      rateLimits: { contentPerHour: 5 },
      quirks: { untaggedReset: 'never' },
    };
    const patched = await control('PATCH', '/settings', { body: settings });
    expect(patched.object).toMatchObject({ ...settings, lag: { refsMs: 0 } });
    expect((await control('GET', '/settings')).json).toEqual(patched.json);
  });

  it('moves the clock forward only', async () => {
    const before = emulatorNow();
    expect((await post('/advance', { ms: 1000 })).object['now']).toBe(before + 1000);
    expect((await post('/advance', { ms: -1 })).status).toBe(400);
    expect((await control('POST', '/advance', { bytes: Buffer.from('[') })).status).toBe(400);
    expect(emulatorNow()).toBe(before + 1000);
  });

  const emulatorNow = (): number => fixture.emulator.state.now();

  it('slows calls down when latency is set', async () => {
    await control('PATCH', '/settings', { body: { latency: { apiMs: 30, uploadMs: 60 } } });
    const started = performance.now();
    const draft = (await createDraft(fixture)).object;
    const drafted = performance.now();
    await uploadTo(fixture, draft, { name: 'a', bytes: Buffer.from('a') });
    expect(drafted - started).toBeGreaterThanOrEqual(29);
    expect(performance.now() - drafted).toBeGreaterThanOrEqual(59);
    expect((await fixture.api('GET', repo)).status).toBe(200);
  });
});
