// SPDX-License-Identifier: Apache-2.0
// Every route, once with success and once with an error, against GitHub's own description. The fixture's
// clients refuse any answer that does not fit; this file proves that no route is left out and that the
// refusal works.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { uploadTemplate } from '../src/api/route.ts';
import type { JsonObject } from '../src/json.ts';
import {
  createDraft,
  type Fixture,
  number,
  repo,
  startFixture,
  text,
  uploadTo,
} from './support/fixture.ts';
import { ResponseChecker } from './support/response-checker.ts';

/** Served and not described by GitHub. */
const undescribed = ['GET /repos/{owner}/{repo}/git/refs'];
/** Routes of apps: `apps.test.ts` calls them with signed web tokens. */
const ofApps = [
  'POST /app/installations/{installation_id}/access_tokens',
  'DELETE /installation/token',
  'GET /repos/{owner}/{repo}/installation',
];
/** Routes that have no error of their own to give. */
const always = ['GET /', 'GET /meta', 'GET /rate_limit'];

const isUpload = (method: string, route: string): boolean =>
  method === 'POST' && route === uploadTemplate;

const absent = '0'.repeat(40);

describe('the description of GitHub', () => {
  let fixture: Fixture;
  const checker = new ResponseChecker();

  beforeAll(async () => {
    fixture = await startFixture();
    fixture.emulator.addToken({ token: 'weak', login: 'bob', permissions: { metadata: 'read' } });
    const ruleset = {
      name: 'r',
      target: 'branch',
      enforcement: 'active',
      include: ['~ALL'],
    } as const;
    const change = { repository: 'alice/sample' };
    fixture.emulator.change({
      ...change,
      act: 'add_ruleset',
      ruleset: { ...ruleset, exclude: [], rules: [{ type: 'deletion' }], bypassLogins: ['alice'] },
    });
    fixture.emulator.change({ ...change, act: 'set_immutable_releases', enabled: false });
  });
  afterAll(async () => fixture.close());

  it('covers the served routes, and the emulator the described ones', () => {
    const served = fixture.emulator.routes().map(({ method, route }) => `${method} ${route}`);
    const described = [...checker.routes(), ...undescribed];
    expect(served.toSorted()).toEqual(described.toSorted());
  });

  it('fits every answer to every route, success and error', async () => {
    await callSuccessfully();
    await callInVain();
    const statuses = new Map<string, number[]>();
    for (const line of fixture.answered) {
      const at = line.lastIndexOf(' ');
      const route = line.slice(0, at);
      statuses.set(route, [...(statuses.get(route) ?? []), Number(line.slice(at + 1))]);
    }
    const lacking = (wanted: (status: number) => boolean): string[] =>
      checker
        .routes()
        .filter((route) => !ofApps.includes(route) && statuses.get(route)?.some(wanted) !== true);
    expect(lacking((status) => status < 400)).toEqual([]);
    expect(lacking((status) => status >= 400)).toEqual(always);
  });

  it('is a gate that closes: answers without a field or with a wrong type are refused', async () => {
    const route = 'GET /repos/{owner}/{repo}/releases/{release_id}';
    const release = (await createDraft(fixture)).object;
    expect(checker.complaints(route, 200, release)).toEqual([]);
    const { html_url: _, ...without } = release;
    expect(checker.complaints(route, 200, without)).toEqual([
      `${route} 200  must have required property 'html_url'`,
    ]);
    expect(checker.complaints(route, 200, { ...release, id: 'one' })).toHaveLength(1);
    expect(checker.complaints(route, 202, release)).toEqual([
      `${route} answers 202, which is not described`,
    ]);
  });

  async function callSuccessfully(): Promise<void> {
    const { api, head } = fixture;
    const get = async (path: string): Promise<JsonObject> => (await api('GET', path)).object;
    const post = async (path: string, body: JsonObject): Promise<JsonObject> =>
      (await api('POST', `${repo}${path}`, { body })).object;
    for (const path of ['/', '/meta', '/rate_limit', '/user', repo]) {
      await get(path);
    }
    const blob = await post('/git/blobs', { content: 'x' });
    await get(`${repo}/git/blobs/${text(blob['sha'])}`);
    const entry = { path: 'new', mode: '100644', sha: text(blob['sha']) };
    const tree = await post('/git/trees', { base_tree: head, tree: [entry] });
    await get(`${repo}/git/trees/${text(tree['sha'])}`);
    const parents = [head];
    const commit = await post('/git/commits', { message: 'm', tree: text(tree['sha']), parents });
    await get(`${repo}/git/commits/${text(commit['sha'])}`);
    const tag = await post('/git/tags', { tag: 't', message: 'm', object: head, type: 'commit' });
    await get(`${repo}/git/tags/${text(tag['sha'])}`);
    await post('/git/refs', { ref: 'refs/heads/topic', sha: head });
    const path = `${repo}/git/refs/heads/topic`;
    await api('PATCH', path, { body: { sha: text(commit['sha']) } });
    await get(`${repo}/git/ref/heads/topic`);
    await get(`${repo}/git/matching-refs/heads`);
    for (const below of ['branches', 'branches/main', 'commits', 'commits/main', 'tags']) {
      await get(`${repo}/${below}`);
    }
    for (const below of ['compare/main...topic', 'contents/docs', 'contents/README.md']) {
      await get(`${repo}/${below}`);
    }
    await post('/pulls', { title: 't', head: 'topic', base: 'main' });
    for (const below of ['', '/1', '/1/commits', '/1/files']) {
      await get(`${repo}/pulls${below}`);
    }
    await api('PATCH', `${repo}/pulls/1`, { body: { title: 'u' } });
    await api('DELETE', path);
    await callReleases();
    const rulesets = await api('GET', `${repo}/rulesets`);
    await get(`${repo}/rulesets/${number(rulesets.list[0]?.['id'])}`);
    await get(`${repo}/rules/branches/main`);
    await get(`${repo}/collaborators/alice`);
  }

  async function callReleases(): Promise<void> {
    const { api, emulator } = fixture;
    const draft = (await createDraft(fixture)).object;
    const release = `${repo}/releases/${number(draft['id'])}`;
    const asset = await uploadTo(fixture, draft, { name: 'a', bytes: Buffer.from('a') });
    const path = `${repo}/releases/assets/${number(asset.object['id'])}`;
    await api('GET', path);
    await api('GET', path, { headers: { accept: 'application/octet-stream' } });
    await api('PATCH', path, { body: { label: 'A' } });
    await api('GET', `${release}/assets`);
    await api('DELETE', path);
    await api('PATCH', release, { body: { tag_name: 'v1.0.0', draft: false } });
    for (const below of ['', '/latest', '/tags/v1.0.0']) {
      await api('GET', `${repo}/releases${below}`);
    }
    await api('GET', release);
    await api('DELETE', release);
    const change = { act: 'set_immutable_releases', repository: 'alice/sample' } as const;
    emulator.change({ ...change, enabled: true });
    await api('GET', `${repo}/immutable-releases`);
    emulator.change({ ...change, enabled: false });
  }

  async function callInVain(): Promise<void> {
    const { anonymous, emulator } = fixture;
    const unknown = fixture.clientOf('unknown');
    const weak = fixture.clientOf('weak');
    await anonymous('GET', '/user');
    emulator.addRepository({ owner: 'alice', name: 'secret', private: true });
    for (const { method, route } of emulator.routes()) {
      const path = route
        .replace('{owner}/{repo}', 'alice/secret')
        .replace('{basehead}', 'a...b')
        .replaceAll(/\{(release_id|asset_id|pull_number|ruleset_id|installation_id)\}/g, '1')
        .replaceAll(/\{[a-z_]+_sha\}/g, absent)
        .replaceAll(/\{[a-z_]+\}/g, 'x');
      const body = method === 'GET' ? {} : { body: {} };
      if (route.startsWith('/repos')) {
        const origin = isUpload(method, route) ? emulator.uploadUrl : '';
        await anonymous(method, `${origin}${path}`, body);
        await weak(method, `${origin}${path.replace('secret', 'sample')}`, body);
        await unknown(method, `${origin}${path}`, body);
      }
    }
  }
});
