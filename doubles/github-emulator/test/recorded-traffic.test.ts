// SPDX-License-Identifier: Apache-2.0
// Replays scenarios that were recorded from GitHub: the statuses are the same, and every field that
// GitHub returned is returned here with the same type.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { ClientAnswer } from './support/api-client.ts';
import {
  createDraft,
  type Fixture,
  number,
  repo,
  startFixture,
  text,
  uploadTo,
} from './support/fixture.ts';
import { missingFields, type RecordedCall, recordedCalls } from './support/recorded-scenario.ts';

describe('recorded traffic', () => {
  let fixture: Fixture;

  beforeEach(async () => {
    fixture = await startFixture();
  });
  afterEach(async () => fixture.close());

  const differences = (recorded: RecordedCall | undefined, ours: ClientAnswer): string[] => {
    if (recorded === undefined) {
      return ['nothing was recorded'];
    }
    const status = recorded.status === ours.status ? [] : [`status ${ours.status}`];
    const body = recorded.status === 204 ? [] : missingFields(recorded.response, ours.json);
    return [...status, ...body].map((text_) => `${recorded.method} ${recorded.path}: ${text_}`);
  };
  const publishWithAsset = async () => {
    const release = (await createDraft(fixture, { draft: false })).object;
    const file = { name: 'test-upload.txt', bytes: Buffer.from('Hello, world!\n') };
    return { release, upload: async () => uploadTo(fixture, release, file) };
  };

  it('of release assets: upload, list, read, rename, delete', async () => {
    const calls = recordedCalls('release-assets');
    const { api } = fixture;
    const { release, upload } = await publishWithAsset();
    const byTag = await api('GET', `${repo}/releases/tags/v1.0.0`);
    const uploaded = await upload();
    const path = `${repo}/releases/assets/${number(uploaded.object['id'])}`;
    const ours = [
      byTag,
      uploaded,
      await api('GET', `${repo}/releases/${number(release['id'])}/assets`),
      await api('GET', path),
      await api('PATCH', path, { body: { name: 'new-filename.txt', label: 'new label' } }),
      await api('DELETE', path),
    ];
    expect(calls).toHaveLength(ours.length);
    expect(ours.flatMap((answer, index) => differences(calls[index], answer))).toEqual([]);
  });

  it('of conflicting release assets: refused, deleted, accepted', async () => {
    const calls = recordedCalls('release-assets-conflict');
    const { api } = fixture;
    const { release, upload } = await publishWithAsset();
    const first = await upload();
    const ours = [
      await api('GET', `${repo}/releases/tags/v1.0.0`),
      await upload(),
      await api('GET', `${repo}/releases/${number(release['id'])}/assets`),
      await api('DELETE', `${repo}/releases/assets/${number(first.object['id'])}`),
      await upload(),
    ];
    expect(calls).toHaveLength(ours.length);
    expect(ours.flatMap((answer, index) => differences(calls[index], answer))).toEqual([]);
    expect(ours[1]?.object['errors']).toEqual([
      { resource: 'ReleaseAsset', code: 'already_exists', field: 'name' },
    ]);
  });

  it('of references: list, create, move, list, delete', async () => {
    const calls = recordedCalls('git-refs');
    const { api, head, sample } = fixture;
    const first = sample.git('rev-parse', 'main~1');
    const ours = [
      await api('GET', `${repo}/git/refs/`),
      await api('POST', `${repo}/git/refs`, { body: { ref: 'refs/heads/test', sha: first } }),
      await api('PATCH', `${repo}/git/refs/heads/test`, { body: { force: true, sha: head } }),
      await api('GET', `${repo}/git/refs/`),
      await api('DELETE', `${repo}/git/refs/heads/test`),
    ];
    expect(calls).toHaveLength(ours.length);
    expect(ours.flatMap((answer, index) => differences(calls[index], answer))).toEqual([]);
  });

  it('of errors: a list of resource, code and field', async () => {
    const [recorded] = recordedCalls('errors');
    const refused = await createDraft(fixture, { target_commitish: 'absent' });
    expect(differences(recorded, refused)).toEqual([]);
  });

  it('of a renamed repository: 301 for reads, 307 for writes, the id leads to it', async () => {
    const calls = recordedCalls('rename-repository');
    const { api, emulator } = fixture;
    const id = number((await api('GET', repo)).object['id']);
    emulator.change({ act: 'rename_repository', repository: 'alice/sample', name: 'new' });
    const read = await api('GET', repo);
    expect(differences(calls[1], read)).toEqual([]);
    expect(text(read.object['url'])).toBe(`${emulator.apiUrl}/repositories/${id}`);
    const write = await createDraft(fixture);
    expect(differences(calls[3], write)).toEqual([]);
    expect((await api('GET', `/repositories/${id}`)).object['name']).toBe('new');
  });

  it('of a file, a directory and the root', async () => {
    const contents = recordedCalls('get-content');
    const { api } = fixture;
    const raw = await api('GET', `${repo}/contents/README.md`, {
      headers: { accept: 'application/vnd.github.v3.raw' },
    });
    expect(contents.find((call) => typeof call.response === 'string')?.status).toBe(raw.status);
    expect(raw.bytes.toString('utf8')).toBe('# Sample\n');
    const directory = contents.find((call) => Array.isArray(call.response));
    expect(differences(directory, await api('GET', `${repo}/contents/`))).toEqual([]);
    const [root] = recordedCalls('get-root');
    expect(differences(root, await api('GET', '/'))).toEqual([]);
  });

  it('of a repository of an organization, but for its topics', async () => {
    const [recorded] = recordedCalls('get-repository');
    const { api, emulator } = fixture;
    emulator.addRepository({ owner: 'org', name: 'hello', ownerType: 'Organization' });
    const found = differences(recorded, await api('GET', '/repos/org/hello'));
    expect(found.filter((difference) => !difference.includes('.topics[0]'))).toEqual([]);
  });
});
