// SPDX-License-Identifier: Apache-2.0
// Goal: each of the sixteen checks refuses what it names, alone, with its own code, and hides no
// other. Method: a submission that passes everything, then one change a row.
import {
  CHECKS,
  digestOf,
  evaluateOnly,
  instanceIds,
  runIds,
  type AdmissionFacts,
  type CheckName,
  type ReasonCode,
} from '@marketops/core';
import {
  admissionFacts,
  instantOf,
  sampleCommitOid,
  sampleKey,
  sampleOpenPr,
  sampleOperationId,
  type AdmissionChanges,
} from '@marketops/testkit';
import { describe, expect, it } from 'vitest';
import { evaluateAdmission } from '../../src/admission/evaluate-admission.ts';

const other = new Uint8Array(16).fill(77);

describe('the sixteen checks', () => {
  it('pass together when nothing is wrong', async () => {
    const report = evaluateAdmission(await admissionFacts());
    expect(report.checks.filter(({ verdict }) => verdict !== 'passed')).toEqual([]);
    expect(report.passed).toBe(true);
    expect(report.refusals).toEqual([]);
  });

  it('are reported in the order of the design, numbered from 1', async () => {
    const report = evaluateAdmission(await admissionFacts());
    expect(report.checks.map(({ check }) => check)).toEqual([...CHECKS]);
    expect(report.checks.map(({ number }) => number)).toEqual(CHECKS.map((_, index) => index + 1));
  });
});

interface Row {
  readonly check: CheckName;
  readonly code: ReasonCode;
  readonly why: string;
  readonly story?: AdmissionChanges;
  readonly facts?: (facts: AdmissionFacts) => AdmissionFacts;
}

function state(changes: Partial<AdmissionFacts['state']>): NonNullable<Row['facts']> {
  return (facts) => ({ ...facts, state: { ...facts.state, ...changes } });
}

const rows: readonly Row[] = [
  {
    check: 'mode_is_prod',
    code: 'mode.not_prod',
    why: 'dry_run',
    facts: (facts) => ({ ...facts, mode: 'dry_run' }),
  },
  {
    check: 'run_bound',
    code: 'receipt.run_mismatch',
    why: 'another run',
    story: { receipt: { runId: runIds.from(other) } },
  },
  {
    check: 'operation_kind_bound',
    code: 'receipt.operation_mismatch',
    why: 'another kind',
    story: { receipt: { operationKind: 'open_pr' } },
  },
  {
    check: 'not_consumed',
    code: 'receipt.consumed',
    why: 'spent before',
    facts: state({ consumedBy: sampleOperationId(1) }),
  },
  {
    check: 'not_expired',
    code: 'receipt.expired',
    why: 'the very instant of expiry',
    story: { receipt: { expiresAt: instantOf('2026-11-20T12:00:00Z') } },
  },
  {
    check: 'mint_signature',
    code: 'receipt.signature_invalid',
    why: 'an advisory key',
    story: { mintKey: sampleKey('advise') },
  },
  {
    check: 'mint_signature',
    code: 'trust.root_expired',
    why: 'the pinned trust root has expired',
    facts: (facts) => ({
      ...facts,
      pins: {
        ...facts.pins,
        trustRoot: { ...facts.pins.trustRoot, expiresAt: instantOf('2026-11-20T12:00:00Z') },
      },
    }),
  },
  {
    check: 'content',
    code: 'receipt.content_mismatch',
    why: 'other preconditions than the plan has',
    story: { receipt: { preconditions: [{ kind: 'commit_exists', commit: sampleCommitOid }] } },
  },
  {
    check: 'audience',
    code: 'receipt.audience_mismatch',
    why: 'another publisher',
    story: { receipt: { audience: 'urn:marketops:publisher:other' } },
  },
  {
    check: 'not_revoked',
    code: 'receipt.revoked',
    why: 'taken back',
    facts: state({ revoked: true }),
  },
  {
    check: 'not_revoked',
    code: 'receipt.epoch_mismatch',
    why: 'the store was restored',
    facts: state({ consumptionEpoch: 2 }),
  },
  {
    check: 'not_from_the_future',
    code: 'receipt.not_yet_valid',
    why: 'begins in 31 seconds',
    story: { receipt: { notBefore: instantOf('2026-11-20T12:00:31Z') } },
  },
  {
    check: 'policy_not_rolled_back',
    code: 'policy.rolled_back',
    why: 'a newer policy was seen',
    facts: state({ policyVersionSeen: 2 }),
  },
  {
    check: 'content',
    code: 'receipt.content_mismatch',
    why: 'another digest',
    story: { receipt: { operationDigest: digestOf('something else') } },
  },
];

describe('one thing wrong', () => {
  it.each(rows)('$check refuses $code: $why', async ({ check, code, story, facts }) => {
    const gathered = await admissionFacts(story);
    const report = evaluateAdmission(facts === undefined ? gathered : facts(gathered));
    const result = report.checks.find((candidate) => candidate.check === check);
    expect(result?.verdict).toBe('refused');
    expect(result?.refusals.map((refusal) => refusal.code)).toEqual([code]);
    expect(report.passed).toBe(false);
  });

  it.each(rows)('$check finds the same among all as by itself: $why', async (row) => {
    const { story, facts } = row;
    const gathered = await admissionFacts(story);
    const given = facts === undefined ? gathered : facts(gathered);
    const alone = CHECKS.flatMap((check) => evaluateOnly([check], given).checks);
    expect(evaluateAdmission(given).checks).toEqual(alone);
  });

  it('a receipt for one operation does not authorize another of the same plan', async () => {
    const facts = await admissionFacts();
    const report = evaluateAdmission({ ...facts, operation: sampleOpenPr() });
    expect(report.refusals.map(({ code }) => code)).toEqual([
      'receipt.operation_mismatch',
      'receipt.content_mismatch',
    ]);
  });
});

describe('several things wrong', () => {
  it('are all reported; none hides another', async () => {
    const instance = instanceIds.from(other);
    const facts = await admissionFacts({
      receipt: { runId: runIds.from(other), audience: 'elsewhere', instance },
      mintKey: sampleKey('alice'),
    });
    const report = evaluateAdmission({ ...facts, mode: 'PROD' });
    expect([...new Set(report.refusals.map(({ code }) => code))]).toEqual([
      'mode.not_prod',
      'receipt.run_mismatch',
      'receipt.signature_invalid',
      'receipt.audience_mismatch',
      'approval.invalid',
      'approval.insufficient',
    ]);
  });

  it.each([
    ['absent', { kind: 'absent' }, 'receipt.missing'],
    [
      'malformed',
      { kind: 'malformed', problem: { path: '', expected: 'an object', found: 'null' } },
      'receipt.malformed',
    ],
    ['advisory', { kind: 'advisory', receiptId: null, digest: digestOf(1) }, 'receipt.advisory'],
  ] as const)('with a receipt that is %s, the binding checks are not evaluated', async (...row) => {
    const [, receipt, code] = row;
    const report = evaluateAdmission({ ...(await admissionFacts()), receipt });
    expect(report.passed).toBe(false);
    expect(report.refusals.map((refusal) => refusal.code)).toEqual([code]);
    const bindings = report.checks.slice(3);
    expect(new Set(bindings.map(({ verdict }) => verdict))).toEqual(new Set(['not_evaluated']));
  });
});
