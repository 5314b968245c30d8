// SPDX-License-Identifier: Apache-2.0
// What surrounds the state machine: files on disk that go when they are no longer needed, the request
// log, pages for people, and the TLS port.

import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { startGitHubEmulator } from '../src/index.ts';
import { uploadTemplate } from '../src/api/route.ts';
import {
  createDraft,
  type Fixture,
  fixtureNow,
  number,
  repo,
  startFixture,
  uploadTo,
} from './support/fixture.ts';

const runFile = promisify(execFile);
const bytes = Buffer.from('bytes');

describe('the shell', () => {
  let fixture: Fixture;

  beforeEach(async () => {
    fixture = await startFixture();
  });
  afterEach(async () => fixture.close());

  const html = async (path: string) =>
    fixture.anonymous('GET', path, { headers: { accept: 'text/html,*/*' } });

  it('keeps the bytes of assets and of nothing else', async () => {
    const { api, emulator } = fixture;
    const draft = (await createDraft(fixture)).object;
    const kept = await uploadTo(fixture, draft, { name: 'a', bytes });
    const [asset] = emulator.snapshot('alice', 'sample').releases[0]?.assets ?? [];
    const directory = dirname(asset?.bytesPath ?? '');
    const files = (): number => readdirSync(directory).length;
    expect(files()).toBe(1);
    await uploadTo(fixture, draft, { name: 'a', bytes });
    const match = { method: 'POST', route: uploadTemplate };
    emulator.addFault({ match, fault: { kind: 'status', when: 'before_apply', status: 502 } });
    await uploadTo(fixture, draft, { name: 'b', bytes });
    emulator.addFault({ match, fault: { kind: 'asset_left_starter' } });
    await uploadTo(fixture, draft, { name: 'c', bytes });
    await uploadTo(fixture, draft, { name: 'd', bytes });
    expect(files()).toBe(2);
    await api('DELETE', `${repo}/releases/assets/${number(kept.object['id'])}`);
    expect(files()).toBe(1);
    await api('DELETE', `${repo}/releases/${number(draft['id'])}`);
    expect(files()).toBe(0);
  });

  it('logs requests with their body and the status that was sent', async () => {
    await createDraft(fixture, { body: 'Notes of the log' });
    const entry = fixture.emulator.requestLog().at(-1);
    expect(entry).toMatchObject({
      sequence: 1,
      at: fixtureNow,
      method: 'POST',
      route: '/repos/{owner}/{repo}/releases',
      actor: 'alice-token',
      answeredStatus: 201,
    });
    expect(entry?.body).toContain('"body":"Notes of the log"');
  });

  it('shows people what the links for people lead to', async () => {
    const draft = (await createDraft(fixture, { name: '<One>', body: 'a & b' })).object;
    expect((await html('/alice/sample/releases/tag/v1.0.0')).status).toBe(404);
    await uploadTo(fixture, draft, { name: 'a.bin', bytes });
    await fixture.api('PATCH', `${repo}/releases/${number(draft['id'])}`, {
      body: { draft: false, tag_name: 'v1.0.0' },
    });
    const release = (await html('/alice/sample/releases/tag/v1.0.0')).bytes.toString('utf8');
    expect(release).toContain('&lt;One&gt;');
    expect(release).toContain('a &amp; b');
    expect(release).toContain('href="/alice/sample/releases/download/v1.0.0/a.bin"');
    const { emulator, head } = fixture;
    const set = {
      act: 'set_ref',
      repository: 'alice/sample',
      ref: 'refs/heads/b',
      sha: head,
    } as const;
    emulator.change(set);
    const commit = { branch: 'b', path: 'x', content: 'x', message: 'x' };
    emulator.change({ ...commit, act: 'commit_file', repository: 'alice/sample' });
    await fixture.api('POST', `${repo}/pulls`, { body: { title: 'T', head: 'b', base: 'main' } });
    expect((await html('/alice/sample/pull/1')).bytes.toString('utf8')).toContain('#1 T');
    expect((await html('/alice/sample')).bytes.toString('utf8')).toContain('refs/tags/v1.0.0');
    for (const path of ['/alice/absent', '/alice/sample/pull/9', '/alice/sample/wiki']) {
      expect((await html(path)).status).toBe(404);
    }
  });

  it('survives requests that make no sense', async () => {
    expect((await fixture.anonymous('GET', '//')).status).toBe(404);
    expect((await fixture.anonymous('GET', '/%zz/%')).status).toBe(404);
    expect((await fixture.anonymous('GET', repo)).status).toBe(200);
  });

  it('speaks TLS to clients that speak nothing else, and links back to itself', async (context) => {
    const directory = mkdtempSync(join(tmpdir(), 'emulator-tls-'));
    const [key, certificate] = [join(directory, 'key.pem'), join(directory, 'certificate.pem')];
    const words = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=localhost'];
    const made = await runFile('openssl', [...words, '-keyout', key, '-out', certificate]).then(
      () => true,
      () => false,
    );
    if (!made) {
      context.skip('openssl, which makes the certificate, is not installed');
    }
    const certificatePem = readFileSync(certificate, 'utf8');
    const emulator = await startGitHubEmulator({
      clock: () => fixtureNow,
      seed: 'tls',
      tls: { certificatePem, privateKeyPem: readFileSync(key, 'utf8') },
    });
    const text = await new Promise<string>((resolve, reject) => {
      const options = { ca: certificatePem, headers: { 'user-agent': 'tests' }, agent: false };
      get(`${emulator.tlsUrl ?? ''}/api/v3/`, options, (response) => {
        response.setEncoding('utf8');
        response.on('data', resolve);
      }).on('error', reject);
    });
    expect(text).toContain(
      `"repository_url":"${emulator.tlsUrl ?? ''}/api/v3/repos/{owner}/{repo}"`,
    );
    await emulator.close();
    rmSync(directory, { recursive: true, force: true });
  });
});
