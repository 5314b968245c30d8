// SPDX-License-Identifier: Apache-2.0
// What a configuration may say: each refusal names the member, what was expected and what was found.
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '@marketops/core';
import { sampleConfig } from '@marketops/testkit';
import { projectConfigSchema } from '../../src/config/project-config.ts';
import { configWithOperation } from '../sample-runs.ts';

const schemaOf = () => new Ajv2020({ strict: false }).compile(projectConfigSchema.jsonSchema);

function problemOf(config: JsonValue) {
  const parsed = projectConfigSchema.parse(config, '');
  return parsed.ok ? null : parsed.problem;
}

const refusedConfigs: readonly (readonly [string, JsonObject, string, string, string])[] = [
  [
    'an unknown key',
    { ...sampleConfig, artefacts: [] },
    '/artefacts',
    'only schema, repository, version, notes, author, uncommitted, artifacts, operations',
    'unknown key "artefacts"; did you mean "artifacts"?',
  ],
  [
    'an unknown key inside an operation',
    configWithOperation('release', { asset: [] }),
    '/operations/1/asset',
    'only kind, name, after, tag, existingTag, tagMessage, title, body, prerelease, latest, assets, checksums, provenance',
    'unknown key "asset"; did you mean "assets"?',
  ],
  ['a missing key', { schema: 'urn:marketops:config:v1' }, '/repository', 'a text', 'nothing'],
  [
    'another schema',
    { ...sampleConfig, schema: 'urn:marketops:config:v2' },
    '/schema',
    '"urn:marketops:config:v1"',
    '"urn:marketops:config:v2"',
  ],
  [
    'an unknown kind',
    configWithOperation('tag', { kind: 'push' }),
    '/operations/0/kind',
    'one of "tag_repo", "publish_release", "open_pr"',
    '"push"',
  ],
  [
    'a repository that is no name',
    { ...sampleConfig, repository: 'https://github.com/acme/lantern' },
    '/repository',
    'OWNER/NAME',
    '"https://github.com/acme/lantern"',
  ],
  [
    'one name twice',
    configWithOperation('release', { name: 'tag' }),
    '/operations/1/name',
    'names that differ',
    '"tag" twice',
  ],
  [
    'an operation after one that comes later',
    configWithOperation('tag', { after: ['docs'] }),
    '/operations/0/after/0',
    'an operation that stands before this one',
    '"docs"',
  ],
  [
    'a pull request that changes nothing',
    configWithOperation('docs', { files: [] }),
    '/operations/2',
    'files, folders or deletes',
    'a pull request that changes nothing',
  ],
  [
    'a variable that does not exist',
    configWithOperation('docs', { title: 'docs for {verison}' }),
    '/operations/2/title',
    'only {version}, {tag}, {previousVersion}, {previousTag}, {date}, {commit}, {repository}, with {{ and }} for braces',
    '"{verison}"',
  ],
  [
    'a tag without the version',
    { ...sampleConfig, version: { file: 'package.json', tag: 'latest' } },
    '/version/tag',
    'a template with {version} exactly once',
    '"latest"',
  ],
  [
    'a path that leads out of the project',
    configWithOperation('docs', { files: [{ from: '../secret', path: 'docs/a' }] }),
    '/operations/2/files/0/from',
    'segments other than "", "." and ".."',
    '".."',
  ],
  [
    'a media type that is none',
    configWithOperation('release', { assets: [{ path: 'dist/*', mediaType: 'Text' }] }),
    '/operations/1/assets/0/mediaType',
    'a lower-case media type such as application/gzip',
    '"Text"',
  ],
  [
    'more operations than a plan holds',
    { ...sampleConfig, operations: Array.from({ length: 101 }, () => ({})) },
    '/operations',
    'an array of 1 to 100',
    'an array of 101',
  ],
];

describe('a configuration', () => {
  it('is accepted, with what it leaves out filled in', () => {
    const parsed = projectConfigSchema.parse(sampleConfig, '');
    expect(parsed).toMatchObject({
      ok: true,
      value: { uncommitted: 'refused', version: { tag: 'v{version}', backport: false } },
    });
  });

  it.each(refusedConfigs)('is refused with %s', (_, config, path, expected, found) => {
    expect(problemOf(config)).toEqual({ path, expected, found });
  });

  it('is refused where a member of the prototype is asked for', () => {
    const config = JSON.parse('{"__proto__": {}}') as JsonValue;
    expect(problemOf(config)?.found).toBe('unknown key "__proto__"');
  });
});

describe('the JSON Schema of marketops.yaml', () => {
  it('accepts what the parser accepts', () => {
    expect(schemaOf()(sampleConfig)).toBe(true);
  });

  it.each(refusedConfigs.filter(([name]) => /unknown key|missing|schema|kind/.test(name)))(
    'refuses %s too',
    (_, config) => {
      expect(schemaOf()(config)).toBe(false);
    },
  );

  it('describes every member, so that editors can', () => {
    const described: string[] = [];
    const visit = (schema: JsonValue | undefined) => {
      if (Array.isArray(schema)) schema.forEach(visit);
      if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return;
      const { properties } = schema as JsonObject;
      if (typeof properties === 'object' && properties !== null) {
        for (const [name, member] of Object.entries(properties)) {
          described.push(`${name}: ${JSON.stringify((member as JsonObject)['description'])}`);
        }
      }
      Object.values(schema).forEach(visit);
    };
    visit(projectConfigSchema.jsonSchema);
    expect(described.length).toBeGreaterThan(40);
    expect(described.filter((line) => line.endsWith('undefined'))).toEqual([]);
  });
});
