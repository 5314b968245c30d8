// SPDX-License-Identifier: Apache-2.0
// gh, GitHub's command line, lists, views and downloads releases from the emulator. It reaches it as a
// proxy for the plain-HTTP host github.localhost, so that requests arrive in absolute form.

import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';

import {
  createDraft,
  type Fixture,
  number,
  repo,
  startFixture,
  uploadTo,
} from './support/fixture.ts';

const runFile = promisify(execFile);

describe('gh', () => {
  let fixture: Fixture;
  let directory: string;
  let version: string | null;

  beforeAll(async () => {
    fixture = await startFixture();
    directory = mkdtempSync(join(tmpdir(), 'emulator-gh-'));
    version = await runFile('gh', ['--version']).then(
      ({ stdout }) => stdout,
      () => null,
    );
    for (const tag of ['v1.0.0', 'v1.1.0']) {
      const draft = (await createDraft(fixture, { tag_name: tag, name: `Version ${tag}` })).object;
      await uploadTo(fixture, draft, { name: 'a.bin', bytes: Buffer.from(`bytes of ${tag}`) });
      await fixture.api('PATCH', `${repo}/releases/${number(draft['id'])}`, {
        body: { draft: false, tag_name: tag },
      });
    }
    const hidden = (await createDraft(fixture, { tag_name: 'v2.0.0' })).object;
    await uploadTo(fixture, hidden, { name: 'b.bin', bytes: Buffer.from('draft') });
  });
  afterAll(async () => {
    await fixture.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const gh = async (context: TestContext, words: readonly string[]): Promise<string> => {
    if (version === null) {
      context.skip('gh is not installed; on Debian: apt-get install gh');
    }
    const { stdout } = await runFile('gh', [...words, '--repo', 'github.localhost/alice/sample'], {
      env: {
        PATH: process.env['PATH'],
        HOME: directory,
        GH_CONFIG_DIR: directory,
        GH_HOST: 'github.localhost',
        GH_TOKEN: 'alice-secret',
        GH_NO_UPDATE_NOTIFIER: '1',
        HTTP_PROXY: fixture.emulator.apiUrl,
      },
    });
    return stdout;
  };

  it('lists releases, drafts among them', async (context) => {
    const listed = await gh(context, ['release', 'list']);
    const rows = listed
      .trim()
      .split('\n')
      .map((line) => line.split('\t').slice(0, 3));
    expect(rows).toEqual([
      ['One', 'Draft', 'v2.0.0'],
      ['Version v1.1.0', 'Latest', 'v1.1.0'],
      ['Version v1.0.0', '', 'v1.0.0'],
    ]);
  });

  it('views the latest release and one by its tag', async (context) => {
    expect(await gh(context, ['release', 'view'])).toContain('tag:\tv1.1.0');
    const viewed = await gh(context, ['release', 'view', 'v1.0.0']);
    expect(viewed).toContain('title:\tVersion v1.0.0');
    expect(viewed).toContain('asset:\ta.bin');
    expect(await gh(context, ['release', 'view', 'v2.0.0'])).toContain('draft:\ttrue');
  });

  it('downloads assets byte for byte', async (context) => {
    await gh(context, ['release', 'download', 'v1.0.0', '--dir', directory]);
    expect(readFileSync(join(directory, 'a.bin'), 'utf8')).toBe('bytes of v1.0.0');
  });

  it('creates a release with a file', async (context) => {
    const file = join(directory, 'a.bin');
    const words = ['release', 'create', 'v3.0.0', file, '--title', 'Three', '--notes', 'n'];
    expect(await gh(context, [...words, '--target', fixture.head])).toContain(
      '/releases/tag/v3.0.0',
    );
    const { releases } = fixture.emulator.snapshot('alice', 'sample');
    expect(releases.at(-1)).toMatchObject({ tagName: 'v3.0.0', draft: false });
    expect(releases.at(-1)?.assets).toMatchObject([{ name: 'a.bin', state: 'uploaded' }]);
  });
});
