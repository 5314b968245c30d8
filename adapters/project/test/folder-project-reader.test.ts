// SPDX-License-Identifier: Apache-2.0
// A project is a folder with a marketops.yaml; where either is missing, a refusal says so.
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { digestOfBytes, utf8Encode } from '@marketops/core';
import { FolderProjectReader } from '../src/index.ts';
import { emptyFolder, folderWith } from './folders.ts';

async function opened(folder: string): Promise<FolderProjectReader> {
  const project = await FolderProjectReader.open(folder);
  if (!project.ok) throw new TypeError(project.refusal.found);
  return project.value;
}

describe('a project in a folder', () => {
  it('gives its configuration as JSON, with the digest of the very bytes', async () => {
    const text = '# ours\nschema: urn:marketops:config:v1\n';
    const config = await (await opened(folderWith({ 'marketops.yaml': text }))).config();
    expect(config).toMatchObject({
      ok: true,
      value: {
        path: 'marketops.yaml',
        sha256: digestOfBytes(utf8Encode(text)),
        value: { schema: 'urn:marketops:config:v1' },
      },
    });
    expect(config.ok && config.value.locate('/schema')).toBe('2:1');
  });

  it('says that there is no configuration, and that init makes one', async () => {
    expect(await (await opened(emptyFolder())).config()).toEqual({
      ok: false,
      refusal: {
        code: 'config.missing',
        subject: 'marketops.yaml',
        expected: 'a file',
        found: 'none',
      },
    });
  });

  it('says where its configuration cannot be read', async () => {
    const project = await opened(folderWith({ 'marketops.yaml': 'a: 1\na: 2\n' }));
    expect(await project.config()).toMatchObject({
      ok: false,
      refusal: { code: 'config.malformed', subject: 'marketops.yaml:2:1', found: '"a" twice' },
    });
  });

  it('takes no configuration from behind a link', async () => {
    const folder = emptyFolder();
    const other = folderWith({ 'other.yaml': 'a: 1\n' });
    symlinkSync(join(other, 'other.yaml'), join(folder, 'marketops.yaml'));
    expect(await (await opened(folder)).config()).toMatchObject({
      ok: false,
      refusal: { code: 'config.malformed', found: 'a symbolic link' },
    });
  });

  it('is one folder however it is reached', async () => {
    const folder = folderWith({ a: 'a\n' });
    const link = join(emptyFolder(), 'link');
    symlinkSync(folder, link);
    const project = await opened(link);
    expect(await project.fact('a')).toMatchObject({ value: { location: join(folder, 'a') } });
    expect(await project.list('*')).toEqual({ ok: true, value: ['a'] });
    expect(await project.bytes('a', 2)).toMatchObject({ ok: true });
  });

  it('is refused where there is no such folder', async () => {
    expect(await FolderProjectReader.open(join(emptyFolder(), 'gone'))).toMatchObject({
      ok: false,
      refusal: { code: 'project.file_missing', subject: 'project', found: 'ENOENT' },
    });
  });
});
