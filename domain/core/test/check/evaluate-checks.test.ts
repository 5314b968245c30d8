// SPDX-License-Identifier: Apache-2.0
// Goal: some checks alone decide as they do among all sixteen: at their bounds, by ids and never by
// names, and under the same numbers.
import { evaluateOnly } from '@marketops/core';
import { admissionFacts, instantOf, sampleOperationId, sampleTagRepo } from '@marketops/testkit';
import { describe, expect, it } from 'vitest';

describe('some of the checks', () => {
  it('can be evaluated in part, with the numbers they have in the whole', async () => {
    const report = evaluateOnly(['not_stale', 'run_bound'], await admissionFacts());
    expect(report.checks.map(({ number }) => number)).toEqual([4, 8]);
  });
});

describe('one thing wrong', () => {
  it('a receipt of 24 hours and a millisecond is stale, of 24 hours not yet', async () => {
    const issuedAt = instantOf('2026-11-19T12:00:00Z');
    const story = { receipt: { issuedAt, notBefore: issuedAt } };
    const fresh = evaluateOnly(['not_stale'], await admissionFacts(story));
    expect(fresh.passed).toBe(true);
    const early = instantOf('2026-11-19T11:59:59.999Z');
    const stale = await admissionFacts({ receipt: { issuedAt: early, notBefore: early } });
    expect(evaluateOnly(['not_stale'], stale).refusals.map(({ code }) => code)).toEqual([
      'receipt.stale',
    ]);
  });

  it('a receipt dated within the leeway of 30 seconds is not from the future', async () => {
    const soon = instantOf('2026-11-20T12:00:30Z');
    const facts = await admissionFacts({ receipt: { issuedAt: soon, notBefore: soon } });
    expect(evaluateOnly(['not_from_the_future'], facts).passed).toBe(true);
  });

  it('a repository with the same name and another id is another repository', async () => {
    const facts = await admissionFacts();
    const operation = sampleTagRepo();
    const repository = { ...operation.repository, repositoryId: 666 };
    const taken = { ...facts, operation: { ...operation, repository } };
    const report = evaluateOnly(['repository'], taken);
    expect(report.refusals.map(({ code }) => code)).toEqual(['receipt.repository_mismatch']);
  });

  it('a repository that the publisher does not pin is refused even where all agree', async () => {
    const facts = await admissionFacts();
    const pinned = { ...facts, pins: { ...facts.pins, repositories: [] } };
    expect(evaluateOnly(['repository'], pinned).passed).toBe(false);
  });

  it('an operation that the plan does not hold is refused even where the digest agrees', async () => {
    const stranger = sampleTagRepo(sampleOperationId(55));
    const facts = await admissionFacts({ operation: stranger });
    expect(evaluateOnly(['content'], facts).passed).toBe(false);
  });
});
