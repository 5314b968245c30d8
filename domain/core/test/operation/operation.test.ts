// SPDX-License-Identifier: Apache-2.0
// Goal: an operation is accepted only if what it says of git follows from what it shows.
import {
  operationDigest,
  parseOperation,
  type JsonObject,
  type JsonValue,
  type Operation,
} from '@marketops/core';
import {
  sampleOpenPr,
  sampleOperationId,
  samplePublishRelease,
  sampleTagRepo,
} from '@marketops/testkit';
import { describe, expect, it } from 'vitest';

const samples = [sampleTagRepo(), samplePublishRelease(), sampleOpenPr()];

/** A copy with the member at a pointer replaced; `undefined` removes it. */
function altered(operation: Operation, pointer: string, value: JsonValue | undefined): JsonObject {
  const copy = JSON.parse(JSON.stringify(operation));
  const segments = pointer.slice(1).split('/');
  const last = segments.pop() ?? '';
  let parent = copy;
  for (const segment of segments) parent = parent[segment];
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return copy;
}

function problemOf(json: JsonValue): string {
  const parsed = parseOperation(json);
  return parsed.ok ? 'accepted' : parsed.problem.path;
}

describe('an operation', () => {
  it.each(samples)('$kind is accepted as it stands', (operation) => {
    expect(parseOperation(operation)).toEqual({ ok: true, value: operation });
  });

  it.each(samples)('$kind has a digest that any changed member changes', (operation) => {
    const renamed = { ...operation, operationId: sampleOperationId(200) };
    expect(operationDigest(renamed)).not.toBe(operationDigest(operation));
  });

  it.each([
    [sampleTagRepo(), '/kind', 'delete_repo'],
    [sampleTagRepo(), '/unknown', true],
    [sampleTagRepo(), '/tag/targetCommit', 'abc1234'],
    [sampleTagRepo(), '/tag/annotation/message', undefined],
    [samplePublishRelease(), '/assets/0/size', 0],
    [samplePublishRelease(), '/assets/0/size', 2_147_483_648],
    [samplePublishRelease(), '/assets/0/name', '../escape'],
    [samplePublishRelease(), '/assets/0/mediaType', 'text'],
    [samplePublishRelease(), '/makeLatest', 'maybe'],
    [sampleOpenPr(), '/files/0/path', '.git/config'],
    [sampleOpenPr(), '/files/0/mode', '120000'],
    [sampleOpenPr(), '/base/branch', 'a..b'],
  ] as const)('%# is refused where it is wrong', (operation, pointer, value) => {
    expect(problemOf(altered(operation, pointer, value))).toBe(pointer);
  });

  it.each([
    [sampleTagRepo(), '/tag/annotation/message', 'another message'],
    [sampleTagRepo(), '/tag/name', 'v9.9.9'],
    [sampleTagRepo(), '/tag/annotation/tagger/date', '2026-11-20T10:00:01Z'],
  ] as const)('a tag object id must follow from %#', (operation, pointer, value) => {
    expect(problemOf(altered(operation, pointer, value))).toBe('/tag/oid');
  });

  it.each(['/commit/message', '/commit/author/name', '/base/commit', '/commit/tree'])(
    'a commit id must follow from %s',
    (pointer) => {
      const value = /message|name/.test(pointer) ? 'another' : 'a'.repeat(40);
      expect(problemOf(altered(sampleOpenPr(), pointer, value))).toBe('/commit/oid');
    },
  );

  it('that GitHub is to sign has no commit id beforehand', () => {
    const signed = altered(sampleOpenPr(), '/commitSigning', 'github');
    expect(problemOf(signed)).toBe('/commit/oid');
    const commit = { ...sampleOpenPr().commit, oid: null };
    expect(problemOf({ ...sampleOpenPr(), commitSigning: 'github', commit })).toBe('accepted');
  });

  it('names no asset twice, however the letters are cased', () => {
    const release = samplePublishRelease();
    const [first] = release.assets;
    const twice = [first, { ...first, name: 'LANTERN-1.2.0.TXT' }];
    expect(problemOf(altered(release, '/assets', JSON.parse(JSON.stringify(twice))))).toBe(
      '/assets/1/name',
    );
  });

  it('makes no prerelease the latest, which GitHub refuses once the tag is public', () => {
    const prerelease = { ...samplePublishRelease(), prerelease: true };
    expect(problemOf({ ...prerelease, makeLatest: 'true' })).toBe('/makeLatest');
    for (const makeLatest of ['false', 'legacy'] as const) {
      expect(problemOf({ ...prerelease, makeLatest })).toBe('accepted');
    }
  });

  it('ends its body in its own marker', () => {
    expect(problemOf(altered(samplePublishRelease(), '/body', 'no marker'))).toBe('/body');
    expect(problemOf(altered(sampleOpenPr(), '/operationId', sampleOperationId(44)))).toBe('/body');
  });

  it('does not write to the branch it is proposed to', () => {
    expect(problemOf(altered(sampleOpenPr(), '/head/branch', 'main'))).toBe('/head/branch');
  });

  it('changes no path twice', () => {
    const operation = sampleOpenPr();
    const files = JSON.parse(JSON.stringify([...operation.files, ...operation.files]));
    expect(problemOf(altered(operation, '/files', files))).toBe('/files');
  });
});
