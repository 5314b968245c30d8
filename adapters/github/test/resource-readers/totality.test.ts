// SPDX-License-Identifier: Apache-2.0
// Readers are total: whatever JSON arrives, they answer with a value or null and never throw; and a
// sound resource is read, with whatever members GitHub adds to it.
import type { BodyReader, JsonObject, JsonValue } from '@marketops/core';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readNextPage } from '../../src/api/answer-headers.ts';
import {
  readAccountId,
  readInstallation,
  readInstallationToken,
} from '../../src/resource-readers/account.ts';
import { listReader } from '../../src/resource-readers/fields.ts';
import {
  readCommit,
  readObjectId,
  readRef,
  readTagObject,
  readTree,
} from '../../src/resource-readers/git.ts';
import { readPullRequest, readPullRequestFile } from '../../src/resource-readers/pull-request.ts';
import { readAsset, readRelease } from '../../src/resource-readers/release.ts';
import { readImmutableReleases, readRepository } from '../../src/resource-readers/repository.ts';
import { readRuleset, readRulesetSummary } from '../../src/resource-readers/ruleset.ts';
import { oid } from '../support/operations.ts';
import {
  assetBody,
  pullRequestBody,
  refBody,
  releaseBody,
  repositoryBody,
} from '../support/resources.ts';

const link = { sha: oid('a'), type: 'commit' };
const sound: readonly (readonly [string, BodyReader<unknown>, unknown])[] = [
  ['readRepository', readRepository, repositoryBody],
  ['readImmutableReleases', readImmutableReleases, { enabled: false }],
  ['readRef', readRef, refBody],
  ['readTagObject', readTagObject, { sha: oid('e'), tag: 'v1', message: 'm', object: link }],
  [
    'readCommit',
    readCommit,
    { sha: oid('d'), tree: { sha: oid('c') }, parents: [{ sha: oid('b') }], message: 'm' },
  ],
  [
    'readTree',
    readTree,
    {
      sha: oid('c'),
      tree: [{ path: 'a', mode: '100644', type: 'blob', sha: oid('f') }],
      truncated: false,
    },
  ],
  ['readObjectId', readObjectId, { sha: oid('f') }],
  ['readAsset', readAsset, assetBody],
  ['readRelease', readRelease, releaseBody('https://uploads.github.com')],
  ['readPullRequest', readPullRequest, pullRequestBody],
  ['readPullRequestFile', readPullRequestFile, { filename: 'a', status: 'added', sha: oid('f') }],
  ['readRulesetSummary', readRulesetSummary, { id: 1, enforcement: 'active' }],
  [
    'readRuleset',
    readRuleset,
    {
      id: 1,
      name: 'r',
      target: 'tag',
      enforcement: 'active',
      conditions: { ref_name: { include: [], exclude: [] } },
      rules: [{ type: 'creation' }],
    },
  ],
  ['readAccountId', readAccountId, { id: 3 }],
  [
    'readInstallation',
    readInstallation,
    {
      id: 7,
      account: { id: 11 },
      app_slug: 'app',
      permissions: { contents: 'write' },
      suspended_at: null,
    },
  ],
  [
    'readInstallationToken',
    readInstallationToken,
    {
      token: 'ghs_x',
      permissions: { contents: 'read' },
      repositories: [{ id: 1, full_name: 'o/r' }],
    },
  ],
];

const anyJson = fc.jsonValue({ maxDepth: 5 }) as fc.Arbitrary<JsonValue>;

/** Replaces, at one place anywhere inside, whatever stands there. */
function mutationsOf(value: JsonValue): readonly ((replacement: JsonValue) => JsonValue)[] {
  if (typeof value !== 'object' || value === null) return [];
  const entries: readonly (readonly [string, JsonValue])[] = Object.entries(value);
  return entries.flatMap(([key, member]) => {
    const put = (inner: JsonValue): JsonValue =>
      Array.isArray(value)
        ? value.map((item, index) => (String(index) === key ? inner : item))
        : { ...(value as JsonObject), [key]: inner };
    const deeper = mutationsOf(member);
    return [put, ...deeper.map((mutate) => (replacement: JsonValue) => put(mutate(replacement)))];
  });
}

describe.each(sound)('%s', (_name, read, body) => {
  const whole = body as JsonValue;

  test('reads a sound resource, whatever is added to it', () => {
    expect(read(whole)).not.toBeNull();
    const additions = fc.dictionary(
      fc.string().map((name) => `added_${name}`),
      anyJson,
    );
    fc.assert(
      fc.property(additions, (added) => {
        expect(read({ ...added, ...(whole as JsonObject) })).toEqual(read(whole));
      }),
    );
  });

  test('never throws, whatever arrives', () => {
    fc.assert(
      fc.property(anyJson, (arbitrary) => {
        expect(read(arbitrary)).not.toBeUndefined();
        expect(listReader(read)(arbitrary)).not.toBeUndefined();
      }),
    );
  });

  test('never throws, whatever one member is replaced by', () => {
    const mutations = mutationsOf(whole);
    expect(mutations.length).toBeGreaterThan(0);
    fc.assert(
      fc.property(fc.constantFrom(...mutations), anyJson, (mutate, replacement) => {
        expect(read(mutate(replacement))).not.toBeUndefined();
      }),
    );
  });

  test('takes nothing from a prototype', () => {
    expect(read(Object.create(whole as object) as JsonValue)).toBeNull();
  });
});

test.each(['javascript:alert(1)', `https://github.com/${'x'.repeat(2_000)}`, ''])(
  'link %# of a release or a pull request is no web address that can be kept, and is left out',
  (htmlUrl) => {
    const release = { ...releaseBody('https://uploads.github.com'), html_url: htmlUrl };
    expect(readRelease(release as JsonValue)).toMatchObject({ htmlUrl: '' });
    const pullRequest = { ...pullRequestBody, html_url: htmlUrl };
    expect(readPullRequest(pullRequest as JsonValue)).toMatchObject({ htmlUrl: '' });
  },
);

test('a link header of any text is null, a later page, or unreadable', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 100 }), (header, page) => {
      const next = readNextPage(header, page);
      expect(next === null || next === 'unreadable' || next > page).toBe(true);
    }),
  );
});
