// SPDX-License-Identifier: Apache-2.0
// Goal: whoever reads why a plan is stale reads the cause first, in words, and is not told that what is
// still the same has changed.
import { describe, expect, it } from 'vitest';
import { encodePlan, type PublicationPlan } from '@marketops/core';
import { samplePlan } from '@marketops/testkit';
import { planChanges } from '../../src/plan/plan-changes.ts';
import { planStale } from '../../src/plan/plan-stale.ts';

const approved = samplePlan();
const [tag, release, pullRequest] = approved.operations;
const tagExists = {
  subject: 'tag_repo "tag"',
  code: 'operation.tag_exists',
  expected: 'no tag v1.2.0',
  found: 'one that somebody made',
};
const held = {
  subject: 'open_pr "docs"',
  code: 'plan.held_back',
  expected: '"tag" to ship',
  found: 'it does not',
};

function told(current: PublicationPlan): readonly string[] {
  return planStale(encodePlan(approved), current).map(
    ({ subject, expected, found }) => `${subject}: ${expected} | ${found}`,
  );
}

describe('why a plan is stale', () => {
  it('an operation that is gone does not make the later ones look changed', () => {
    const current = { ...approved, operations: approved.operations.slice(1) };
    expect(told({ ...current, notShipped: [held, tagExists] })).toEqual([
      '/notShipped/1: tag_repo "tag": no tag v1.2.0 | operation.tag_exists: one that somebody made',
      '/notShipped/0: open_pr "docs": "tag" to ship | plan.held_back: it does not',
      `/operations/0: tag_repo ${tag?.operation.operationId} | nothing`,
    ]);
  });

  it('what changed within an operation is told where the approved plan has it', () => {
    const changed = { ...pullRequest, unknowns: ['a base that may move'] } as typeof pullRequest;
    const operations = [tag, changed].flatMap((one) => (one === undefined ? [] : [one]));
    expect(told({ ...approved, operations })).toEqual([
      '/operations/2/unknowns/0: nothing | "a base that may move"',
      `/operations/1: publish_release ${release?.operation.operationId} | nothing`,
    ]);
  });

  it('another order alone is a difference', () => {
    const operations = approved.operations.toReversed();
    expect(planChanges(approved, { ...approved, operations })).not.toEqual([]);
    expect(planChanges(approved, samplePlan())).toEqual([]);
  });
});
