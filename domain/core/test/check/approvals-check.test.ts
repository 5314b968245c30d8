// SPDX-License-Identifier: Apache-2.0
// Goal: an approval counts only if it is genuine, for this plan, by a person who may approve it.
import { digestOf, evaluateOnly, instanceIds, type ReasonCode } from '@marketops/core';
import { admissionFacts, instantOf, sampleKey, type AdmissionChanges } from '@marketops/testkit';
import { describe, expect, it } from 'vitest';

async function codes(story: AdmissionChanges): Promise<readonly ReasonCode[]> {
  const report = evaluateOnly(['approvals'], await admissionFacts(story));
  return report.refusals.map(({ code }) => code);
}

const alice = { person: 'alice' };

describe('approvals', () => {
  it('by two people are enough', async () => {
    expect(await codes({ approvals: [alice, { person: 'bob' }] })).toEqual([]);
  });

  it('by one person are not enough', async () => {
    expect(await codes({ approvals: [alice] })).toEqual(['approval.insufficient']);
  });

  it('by one person twice count once', async () => {
    const again = { person: 'alice', changes: { reason: 'once more' } };
    expect(await codes({ approvals: [alice, again] })).toEqual(['approval.insufficient']);
  });

  it.each([
    ['the person behind the agent', 'carol'],
    ['a bot', 'robot'],
  ])('by %s do not count', async (_who, person) => {
    expect(await codes({ approvals: [alice, { person }] })).toEqual([
      'approval.self',
      'approval.insufficient',
    ]);
  });

  it('signed by another person do not count', async () => {
    const forged = { person: 'bob', key: sampleKey('alice') };
    expect(await codes({ approvals: [alice, forged] })).toEqual([
      'approval.invalid',
      'approval.insufficient',
    ]);
  });

  it.each([
    ['a denial', { decision: 'deny' as const }],
    ['of another plan', { planDigest: digestOf('another plan') }],
    ['under another policy', { policyDigest: digestOf('another policy') }],
    ['of another ceremony', { instance: instanceIds.from(new Uint8Array(16).fill(99)) }],
    ['that lists other operations', { operationDigests: [] }],
  ])('%s do not count', async (_what, changes) => {
    expect(await codes({ approvals: [alice, { person: 'bob', changes }] })).toEqual([
      'approval.invalid',
      'approval.insufficient',
    ]);
  });

  it('that have expired do not count', async () => {
    const changes = { expiresAt: instantOf('2026-11-20T12:00:00Z') };
    expect(await codes({ approvals: [alice, { person: 'bob', changes }] })).toEqual([
      'approval.expired',
      'approval.insufficient',
    ]);
  });

  it.each([
    ['live longer than a request may', '2026-11-20T11:00:00Z', '2026-11-23T11:00:01Z'],
    ['are dated after the receipt', '2026-11-20T11:55:31Z', '2026-11-23T11:00:00Z'],
  ])('that %s do not count', async (_what, decidedAt, expiresAt) => {
    const changes = { decidedAt: instantOf(decidedAt), expiresAt: instantOf(expiresAt) };
    expect(await codes({ approvals: [alice, { person: 'bob', changes }] })).toEqual([
      'approval.invalid',
      'approval.insufficient',
    ]);
  });

  it('that the receipt lists and nobody brings are missing', async () => {
    const facts = await admissionFacts();
    const report = evaluateOnly(['approvals'], { ...facts, approvals: facts.approvals.slice(1) });
    expect(report.refusals.map(({ code }) => code)).toEqual([
      'approval.missing',
      'approval.insufficient',
    ]);
  });

  it('cannot be judged without the plan, and then nothing passes', async () => {
    const report = evaluateOnly(['approvals'], { ...(await admissionFacts()), plan: null });
    expect(report.checks.map(({ verdict }) => verdict)).toEqual(['not_evaluated']);
    expect(report.passed).toBe(false);
  });
});
