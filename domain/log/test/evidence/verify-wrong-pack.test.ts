// SPDX-License-Identifier: Apache-2.0
// Verifying packs of attempts that were not as they must be, and packs that were put together otherwise:
// each thing that is wrong is found by the check that is there for it.
import { digestOf } from '@marketops/core';
import {
  instantOf,
  makeTestKey,
  must,
  sampleOperationId,
  samplePlan,
  sampleTagRepo,
} from '@marketops/testkit';
import { describe, expect, it } from 'vitest';
import { assembleEvidencePack } from '../../src/evidence/assemble-pack.ts';
import { type EvidencePack } from '../../src/evidence/evidence-pack.ts';
import { failing, packOf, verdictOn } from './packed.ts';
import { recordAt, sampleAttempt, type AttemptChanges } from './sample-attempt.ts';
import { edited, otherReceiptId, without, type Records } from './edited-records.ts';

describe('an attempt that was not as it must be', () => {
  it.each<[string, AttemptChanges, readonly string[]]>([
    [
      'a checkpoint by another key',
      { logKey: makeTestKey('mallory') },
      ['checkpoint_signed', 'records_included'],
    ],
    [
      'a cosignature by an unknown witness',
      { cosignedBy: makeTestKey('mallory') },
      ['checkpoint_signed', 'records_included'],
    ],
    ['a receipt by another key', { mintKey: makeTestKey('mallory') }, ['mint_signature']],
    ['a receipt by the log’s key', { mintKey: makeTestKey('log') }, ['mint_signature']],
    ['an approval alone', { approvals: [{ person: 'alice' }] }, ['approvals']],
    [
      'one person twice',
      { approvals: [{ person: 'alice' }, { person: 'alice', changes: { reason: 'again' } }] },
      ['approvals'],
    ],
    [
      'the principal’s approval',
      { approvals: [{ person: 'alice' }, { person: 'carol' }] },
      ['approvals'],
    ],
    ['a bot’s approval', { approvals: [{ person: 'alice' }, { person: 'robot' }] }, ['approvals']],
    [
      'a denial',
      { approvals: [{ person: 'alice' }, { person: 'bob', changes: { decision: 'deny' } }] },
      ['approvals'],
    ],
    [
      'an approval that had expired at admission',
      {
        approvals: [
          { person: 'alice' },
          { person: 'bob', changes: { expiresAt: instantOf('2026-11-20T12:00:00Z') } },
        ],
      },
      ['approvals'],
    ],
    [
      'no admission',
      { records: without('operation.admitted') },
      ['history_complete', 'documents_named'],
    ],
    [
      'no settlement',
      { records: without('operation.settled') },
      ['history_complete', 'documents_named'],
    ],
    [
      'a settlement without a status',
      { records: edited('operation.settled', { status: null }) },
      ['history_complete', 'documents_named'],
    ],
    [
      'a settlement that is a rejection',
      { records: edited('operation.settled', { status: 'rejected_by_auth' }) },
      ['history_complete', 'documents_named'],
    ],
    [
      'work before the admission',
      { records: (given) => [...given.slice(6, 7), ...given] },
      ['history_complete', 'documents_named'],
    ],
    [
      'two admissions',
      { records: (given) => [...given, ...given.slice(5, 6)] },
      ['history_complete', 'documents_named'],
    ],
    ['another mode', { records: edited('operation.admitted', { mode: 'PROD' }) }, ['mode_is_prod']],
    ['no mode', { records: edited('operation.admitted', { mode: null }) }, ['mode_is_prod']],
    [
      'another content',
      { records: edited('operation.admitted', { operationDigest: digestOf('another') }) },
      ['documents_named'],
    ],
    [
      'another plan',
      { records: edited('operation.admitted', { planDigest: digestOf('another') }) },
      ['history_complete', 'documents_named'],
    ],
    [
      'another receipt',
      { records: edited('operation.admitted', { receiptDigest: digestOf('another') }) },
      ['documents_named'],
    ],
    [
      'a receipt that had expired',
      { receipt: { expiresAt: instantOf('2026-11-20T12:00:00Z') } },
      ['not_expired'],
    ],
    [
      'a receipt from the future',
      { receipt: { notBefore: instantOf('2026-11-20T12:00:31Z') } },
      ['not_from_the_future'],
    ],
    [
      'a receipt that was stale',
      { receipt: { issuedAt: instantOf('2026-11-19T11:59:59Z') } },
      ['not_stale', 'approvals'],
    ],
    [
      'a receipt that was revoked before',
      {
        records: (given) =>
          given.flatMap((record) =>
            record.event === 'operation.admitted'
              ? [{ ...record, event: 'receipt.revoked' as const }, record]
              : [record],
          ),
      },
      ['not_revoked_in_log'],
    ],
  ])('is found out: %s', async (_, changes, checks) => {
    const verdict = await verdictOn(await packOf(changes));
    expect(failing(verdict)).toEqual(checks);
    expect(verdict).toMatchObject({ verified: false, attempt: null, notProven: [] });
    expect(verdict.refusals.length).toBeGreaterThan(0);
  });

  it('may have had its receipt revoked after it was admitted', async () => {
    const records = (given: Records): Records => {
      const [admitted] = given.filter(({ event }) => event === 'operation.admitted');
      return admitted === undefined ? given : [...given, { ...admitted, event: 'receipt.revoked' }];
    };
    expect((await verdictOn(await packOf({ records }))).verified).toBe(true);
  });
});

describe('a pack that was put together otherwise', () => {
  const foreign = recordAt(3, { event: 'operation.settled', operationId: sampleOperationId(9) });

  it.each<[string, (pack: EvidencePack) => EvidencePack, readonly string[]]>([
    ['without its plan', (pack) => ({ ...pack, plan: null }), ['documents_named', 'approvals']],
    [
      'without its receipt',
      (pack) => ({ ...pack, receipt: null }),
      ['documents_named', 'mint_signature'],
    ],
    [
      'without an approval',
      (pack) => ({ ...pack, approvals: pack.approvals.slice(1) }),
      ['documents_named', 'approvals'],
    ],
    [
      'with approvals in another order',
      (pack) => ({ ...pack, approvals: pack.approvals.toReversed() }),
      ['documents_named'],
    ],
    [
      'with an approval twice',
      (pack) => ({ ...pack, approvals: [...pack.approvals, ...pack.approvals] }),
      ['documents_named'],
    ],
    [
      'with another operation',
      (pack) => ({ ...pack, operation: sampleTagRepo(sampleOperationId(5)) }),
      ['documents_named', 'operation_kind_bound', 'content'],
    ],
    [
      'with another plan',
      (pack) => ({ ...pack, plan: samplePlan() }),
      ['documents_named', 'content'],
    ],
    [
      'with another subject’s plan',
      (pack) => ({ ...pack, subject: { ...pack.subject, planDigest: digestOf('another') } }),
      ['documents_named'],
    ],
    [
      'with a record twice',
      (pack) => ({ ...pack, records: pack.records.flatMap((record) => [record, record]) }),
      ['records_belong', 'history_complete', 'documents_named'],
    ],
    [
      'with records in another order',
      (pack) => ({ ...pack, records: pack.records.toReversed() }),
      ['records_belong'],
    ],
    [
      'with a record of its own making',
      (pack) => ({
        ...pack,
        records: pack.records.map((proved) =>
          proved.record.event === 'operation.attempted'
            ? { ...proved, record: { ...proved.record, step: 'another' } }
            : proved,
        ),
      }),
      ['records_included'],
    ],
    [
      'with a foreign record',
      (pack) => ({ ...pack, records: [...pack.records, { index: 9, record: foreign, proof: [] }] }),
      ['records_included', 'records_belong'],
    ],
    [
      'with a proof of another record',
      (pack) => ({
        ...pack,
        records: pack.records.map((proved, at) => ({
          ...proved,
          proof: pack.records.at(at - 1)?.proof ?? [],
        })),
      }),
      ['records_included'],
    ],
  ])('is found out: %s', async (_, change, checks) => {
    const verdict = await verdictOn(change(await packOf()));
    expect(failing(verdict)).toEqual(expect.arrayContaining([...checks]));
    expect(verdict.verified).toBe(false);
  });

  it('is not believed where the log pairs a receipt with the id of another', async () => {
    const { sources } = await sampleAttempt({
      records: (given) => given.map((record) => ({ ...record, receiptId: otherReceiptId })),
    });
    const subject = { ...sources.subject, receiptId: otherReceiptId };
    const verdict = await verdictOn(must(await assembleEvidencePack({ ...sources, subject })));
    expect(failing(verdict)).toEqual(['documents_named']);
    expect(verdict.refusals).toMatchObject([{ subject: 'id of the receipt' }]);
  });

  it('is not believed with the head of another log under the same keys', async () => {
    const other = await sampleAttempt({ records: (given) => given.toReversed() });
    const pack = { ...(await packOf()), checkpoint: other.sources.signedCheckpoint };
    expect(failing(await verdictOn(pack))).toEqual(['records_included']);
  });
});
