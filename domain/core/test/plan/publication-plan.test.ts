// SPDX-License-Identifier: Apache-2.0
// Goal: a plan is accepted only as a whole that agrees with itself, and its bytes are one.
import {
  digestOf,
  encodePlan,
  operationDigest,
  parsePlan,
  planDigest,
  sha256Hex,
  utf8Encode,
  type PublicationPlan,
} from '@marketops/core';
import {
  must,
  sampleOpenPr,
  sampleOperationId,
  samplePlan,
  sampleTagRepo,
} from '@marketops/testkit';
import { describe, expect, it } from 'vitest';

function problemOf(plan: unknown): string {
  const parsed = parsePlan(utf8Encode(JSON.stringify(plan)));
  return parsed.ok ? 'accepted' : parsed.problem.path;
}

function withOperations(change: (plan: PublicationPlan) => unknown): unknown {
  return { ...samplePlan(), operations: change(samplePlan()) };
}

describe('a publication plan', () => {
  it('is read back from its own bytes, which digest to its digest', () => {
    const plan = samplePlan();
    const bytes = encodePlan(plan);
    expect(must(parsePlan(bytes))).toEqual(plan);
    expect(sha256Hex(bytes)).toBe(planDigest(plan));
  });

  it('names no run, no mode and no receipt', () => {
    expect(Object.keys(samplePlan())).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/runId|mode|receipt/)]),
    );
  });

  it.each([
    [
      'a digest that is not its operation’s',
      withOperations(({ operations: [first, ...more] }) => [
        { ...first, digest: 'a'.repeat(64) },
        ...more,
      ]),
      '/operations/0/digest',
    ],
    [
      'one operation twice',
      withOperations(({ operations: [first] }) => [first, first]),
      '/operations/1/operation/operationId',
    ],
    [
      'a dependency on a later operation',
      withOperations(({ operations: [first, ...more] }) => [
        { ...first, dependsOn: [sampleOperationId(2)] },
        ...more,
      ]),
      '/operations/0/dependsOn',
    ],
    ['an unknown member', { ...samplePlan(), run: 'run_1' }, '/run'],
    [
      '101 operations',
      withOperations(({ operations: [first] }) => Array.from({ length: 101 }, () => first)),
      '/operations',
    ],
  ])('with %s is refused', (_what, plan, path) => {
    expect(problemOf(plan)).toBe(path);
  });

  it('with an operation on another repository is refused', () => {
    const operation = sampleTagRepo();
    const elsewhere = { ...operation, repository: { ...operation.repository, repositoryId: 7 } };
    const planned = {
      operation: elsewhere,
      digest: operationDigest(elsewhere),
      dependsOn: [],
      preconditions: [],
      unknowns: [],
    };
    expect(problemOf({ ...samplePlan(), operations: [planned] })).toBe(
      '/operations/0/operation/repository',
    );
  });

  // Policy is asked about the facts alone: what they leave out, no rule could forbid.
  it.each<[string, Partial<PublicationPlan['facts']>, string]>([
    ['a file that its facts leave out', { pathsTouched: [] }, '/facts/pathsTouched'],
    ['fewer assets in its facts', { assetCount: 1 }, '/facts/assetCount'],
    ['fewer bytes in its facts', { totalAssetBytes: 37 }, '/facts/totalAssetBytes'],
  ])('with %s is refused', (_what, facts, path) => {
    const plan = samplePlan();
    expect(problemOf({ ...plan, facts: { ...plan.facts, ...facts } })).toBe(path);
  });

  it.each(['.github/workflows/release.yml', '.GitHub/Workflows/release.yml'])(
    'with the workflow file %s that its facts deny is refused',
    (path) => {
      const operation = { ...sampleOpenPr(), files: [{ change: 'delete', path }] } as const;
      const planned = {
        digest: digestOf(operation),
        dependsOn: [],
        preconditions: [],
        unknowns: [],
      };
      const plan = samplePlan();
      const withFacts = (workflowFilesTouched: boolean) => ({
        ...plan,
        facts: { ...plan.facts, pathsTouched: [path], workflowFilesTouched },
        operations: [{ operation, ...planned }],
      });
      expect(problemOf(withFacts(false))).toBe('/facts/workflowFilesTouched');
      expect(problemOf(withFacts(true))).toBe('accepted');
    },
  );

  it('may know of more than it ships, since what is held back was looked at too', () => {
    const plan = samplePlan([sampleTagRepo()]);
    expect(problemOf(plan)).toBe('accepted');
  });
});
