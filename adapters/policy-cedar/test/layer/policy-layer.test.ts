// SPDX-License-Identifier: Apache-2.0
// Layers: what a folder must hold, what the digest covers, and that nothing unreadable is used.
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPolicyFolder, type LayerReading } from '@marketops/policy-cedar';
import { digestOf, utf8Encode } from '@marketops/core';
import { layerOf, manifestOf, rule, sampleApprovals } from '../sample-policy.ts';
import { readPolicyLayer } from '../../src/layer/policy-layer.ts';

const permit = rule('everything', 'permit(principal, action, resource)');
const forbid = rule('nothing', 'forbid(principal, action, resource)');

function codesOf(reading: LayerReading): readonly string[] {
  return reading.layer === null ? reading.refusals.map(({ code }) => code) : [];
}

describe('a layer', () => {
  it('has the digest of its version, its approvals and its files', () => {
    expect(layerOf(permit).layer?.reference).toEqual({
      name: 'team',
      version: 1,
      digest: digestOf({
        version: 1,
        approvals: sampleApprovals,
        files: [{ path: 'rules.cedar', text: permit }],
      }),
    });
  });

  it('has another digest where anything of it differs, but not where the order of files does', () => {
    const digest = (reading: LayerReading) => reading.layer?.reference.digest;
    const other = { ...sampleApprovals, open_pr: null };
    const digests = [
      layerOf(permit),
      layerOf(`${permit}\n`),
      layerOf(permit, { version: 2 }),
      layerOf(permit, { approvals: other }),
    ].map(digest);
    expect(new Set(digests).size).toBe(4);
    const file = (path: string, id: string) => ({
      path,
      bytes: utf8Encode(rule(id, 'permit(principal, action, resource)')),
    });
    const manifest = manifestOf(1, sampleApprovals);
    const [a, b] = [file('a.cedar', 'a'), file('b.cedar', 'b')];
    const forwards = readPolicyLayer({ name: 'team', manifest, files: [a, b] });
    const backwards = readPolicyLayer({ name: 'team', manifest, files: [b, a] });
    expect(digest(forwards)).toBe(digest(backwards));
  });

  const manifests: readonly (readonly [string, string])[] = [
    ['no JSON', '{'],
    ['no version', '{"schema":"urn:marketops:policy:v1"}'],
    ['a member twice', '{"version":1,"version":2}'],
    [
      'version 0',
      JSON.stringify({ schema: 'urn:marketops:policy:v1', version: 0, approvals: sampleApprovals }),
    ],
    [
      'an unknown member',
      JSON.stringify({
        schema: 'urn:marketops:policy:v1',
        version: 1,
        approvals: sampleApprovals,
        extra: 1,
      }),
    ],
    [
      'a rule for nobody',
      JSON.stringify({
        schema: 'urn:marketops:policy:v1',
        version: 1,
        approvals: { ...sampleApprovals, open_pr: { role: 'x', count: 0 } },
      }),
    ],
    [
      'a subject left out',
      JSON.stringify({
        schema: 'urn:marketops:policy:v1',
        version: 1,
        approvals: { open_pr: null },
      }),
    ],
  ];
  it.each(manifests)('is unreadable with a manifest of %s', (_name, text) => {
    const files = [{ path: 'rules.cedar', bytes: utf8Encode(permit) }];
    const reading = readPolicyLayer({ name: 'team', manifest: utf8Encode(text), files });
    expect(codesOf(reading)).toEqual(['policy.manifest_invalid']);
  });

  it('is unreadable with a single finding, and tells them all', () => {
    const reading = layerOf(`${permit}permit(principal, action, resource);`);
    expect(codesOf(reading)).toHaveLength(3);
    expect(reading).toMatchObject({
      layer: null,
      refusals: [{ subject: 'team: rules.cedar:3', found: 'the rule has no @id' }, {}, {}],
    });
  });
});

describe('a folder', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'marketops-policy-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it('is read by its manifest and the rules beside it', async () => {
    await writeFile(join(folder, 'manifest.json'), manifestOf(3, sampleApprovals));
    await writeFile(join(folder, 'rules.cedar'), permit);
    await writeFile(join(folder, 'notes.md'), 'not a rule');
    const reading = await readPolicyFolder('team', folder);
    expect(reading.layer?.reference).toMatchObject({ name: 'team', version: 3 });
    expect(reading.layer?.rules).toHaveLength(1);
  });

  it('denies where it is missing, or has no manifest', async () => {
    const missing = await readPolicyFolder('org', join(folder, 'nowhere'));
    expect(codesOf(missing)).toEqual(['policy.unreadable']);
    await writeFile(join(folder, 'rules.cedar'), permit);
    expect(codesOf(await readPolicyFolder('org', folder))).toEqual(['policy.unreadable']);
  });

  it('follows no symbolic link', async () => {
    await writeFile(join(folder, 'manifest.json'), manifestOf(1, sampleApprovals));
    await writeFile(join(folder, 'elsewhere.txt'), permit);
    await symlink(join(folder, 'elsewhere.txt'), join(folder, 'rules.cedar'));
    expect(codesOf(await readPolicyFolder('org', folder))).toEqual(['policy.unreadable']);
  });

  it.each<[string, (path: string) => Promise<unknown>, string]>([
    ['a link', (path) => symlink('elsewhere.txt', path), 'forbid.cedar'],
    ['a link to nowhere', (path) => symlink('nowhere', path), 'forbid.cedar'],
    ['a folder', (path) => mkdir(path), 'forbid.cedar'],
    ['a file whose name is in capitals', (path) => writeFile(path, forbid), 'FORBID.CEDAR'],
  ])('leaves out no rules that are in %s', async (_what, make, name) => {
    await writeFile(join(folder, 'manifest.json'), manifestOf(1, sampleApprovals));
    await writeFile(join(folder, 'permit.cedar'), permit);
    await writeFile(join(folder, 'elsewhere.txt'), forbid);
    await make(join(folder, name));
    const reading = await readPolicyFolder('org', folder);
    expect(codesOf(reading)).toEqual(['policy.unreadable']);
    expect(reading).toMatchObject({ refusals: [{ found: expect.stringContaining(name) }] });
  });
});
