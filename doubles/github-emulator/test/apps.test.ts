// SPDX-License-Identifier: Apache-2.0
// GitHub Apps: JSON web tokens verified, installation tokens cut to repositories and permissions.

import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { installationTokenLifetimeMs } from '../src/routes/apps.ts';
import type { JsonObject } from '../src/json.ts';
import {
  type Fixture,
  fixtureNow,
  number,
  objects,
  repo,
  startFixture,
  text,
} from './support/fixture.ts';

const nowSeconds = Math.floor(fixtureNow / 1000);
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const publicKeyPem = publicKey.export({ type: 'spki', format: 'pem' }).toString();

describe('apps', () => {
  let fixture: Fixture;
  let appId: number;
  let tokensPath: string;

  beforeEach(async () => {
    fixture = await startFixture();
    const { emulator } = fixture;
    appId = emulator.addApp({ slug: 'releaser', ownerLogin: 'alice', publicKeyPem }).id;
    const installation = emulator.addInstallation({
      appId,
      accountLogin: 'alice',
      permissions: { contents: 'write', pull_requests: 'read' },
      repositories: ['alice/sample'],
    });
    tokensPath = `/app/installations/${installation.id}/access_tokens`;
  });
  afterEach(async () => fixture.close());

  const jwt = (claims: JsonObject = {}, key: KeyObject = privateKey): string => {
    const part = (value: JsonObject): string =>
      Buffer.from(JSON.stringify(value)).toString('base64url');
    const payload = { iss: appId, iat: nowSeconds - 30, exp: nowSeconds + 540, ...claims };
    const signed = `${part({ alg: 'RS256', typ: 'JWT' })}.${part(payload)}`;
    return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), key).toString('base64url')}`;
  };
  const mint = async (body: JsonObject = {}) =>
    fixture.clientOf(jwt())('POST', tokensPath, { body });

  it('find their installation and get a token that works until it ends', async () => {
    const { clientOf, emulator } = fixture;
    const installation = await clientOf(jwt())('GET', `${repo}/installation`);
    expect(installation.object).toMatchObject({ app_id: appId, repository_selection: 'selected' });
    const made = await mint();
    expect(made.object).toMatchObject({
      expires_at: '2026-01-02T04:04:05Z',
      permissions: { metadata: 'read', contents: 'write', pull_requests: 'read' },
    });
    const client = clientOf(text(made.object['token']));
    const body = { tag_name: 'v1', draft: true };
    const draft = await client('POST', `${repo}/releases`, { body });
    expect(draft.object['author']).toMatchObject({ login: 'releaser[bot]', type: 'Bot' });
    expect((await client('GET', '/user')).status).toBe(403);
    emulator.advance(installationTokenLifetimeMs);
    expect((await client('GET', repo)).status).toBe(401);
  });

  it('get tokens no wider than they ask for', async () => {
    const { clientOf, emulator } = fixture;
    const id = emulator.state.repositoryNamed('alice', 'sample')?.id ?? 0;
    const made = await mint({ repository_ids: [id], permissions: { contents: 'read' } });
    expect(objects(made.object['repositories']).map((one) => number(one['id']))).toEqual([id]);
    const client = clientOf(text(made.object['token']));
    const refused = await client('POST', `${repo}/releases`, { body: { tag_name: 'v1' } });
    expect([refused.status, refused.object['message']]).toEqual([
      403,
      'Resource not accessible by integration',
    ]);
    expect(refused.headers['x-accepted-github-permissions']).toBe('contents=write');
    expect((await mint({ repositories: ['sample'] })).status).toBe(201);
  });

  it('get no token for what they were not given', async () => {
    fixture.emulator.addRepository({ owner: 'alice', name: 'other' });
    expect((await mint({ permissions: { pull_requests: 'write' } })).status).toBe(422);
    expect((await mint({ permissions: { administration: 'read' } })).status).toBe(422);
    expect((await mint({ permissions: { contents: 'all' } })).status).toBe(422);
    expect((await mint({ repository_ids: [1] })).status).toBe(422);
    expect((await mint({ repositories: ['other'] })).status).toBe(422);
    const elsewhere = await fixture.clientOf(jwt())('GET', '/repos/alice/other/installation');
    expect(elsewhere.status).toBe(404);
  });

  it('may revoke their token', async () => {
    const { api, clientOf } = fixture;
    const client = clientOf(text((await mint()).object['token']));
    expect((await client('DELETE', '/installation/token')).status).toBe(204);
    expect((await client('GET', repo)).status).toBe(401);
    expect((await api('DELETE', '/installation/token')).status).toBe(403);
  });

  it('are refused when the web token is forged, late, early, too long or somebody else’s', async () => {
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    const cases: readonly (readonly [token: string, message: string])[] = [
      [jwt({}, other), 'A JSON web token could not be decoded'],
      [jwt({ iss: 1 }), 'A JSON web token could not be decoded'],
      [jwt({ exp: nowSeconds - 1 }), "'Expiration time' claim ('exp') must be a numeric"],
      [jwt({ exp: nowSeconds + 700 }), 'is too far in the future'],
      [jwt({ iat: nowSeconds + 120 }), "'Issued at' claim ('iat')"],
      [jwt({ exp: 'soon' }), "Missing 'expiration time' claim"],
      [jwt({ iat: 'then' }), "Missing 'issued at' claim"],
      ['ey.ey.ey', 'A JSON web token could not be decoded'],
    ];
    for (const [token, message] of cases) {
      const refused = await fixture.clientOf(token)('POST', tokensPath, { body: {} });
      expect([message, refused.status]).toEqual([message, 401]);
      expect(text(refused.object['message'])).toContain(message);
    }
    expect((await fixture.api('POST', tokensPath, { body: {} })).status).toBe(401);
    const absent = '/app/installations/1/access_tokens';
    expect((await fixture.clientOf(jwt())('POST', absent, { body: {} })).status).toBe(404);
  });

  it('leave no trace in the write log for their tokens', async () => {
    await mint();
    expect(fixture.emulator.writeLog()).toEqual([]);
  });
});
