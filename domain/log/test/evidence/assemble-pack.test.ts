// SPDX-License-Identifier: Apache-2.0
// Assembling packs: every record that tells of the attempt is in it and no other, and what cannot be
// part of a pack is named.
import { utf8Encode, type OperationAuditRecord } from '@marketops/core';
import { must, sampleOperationId } from '@marketops/testkit';
import { describe, expect, it } from 'vitest';
import { assembleEvidencePack } from '../../src/evidence/assemble-pack.ts';
import { encodeEvidencePack, parseEvidencePack } from '../../src/evidence/evidence-pack.ts';
import { tellsOfSubject } from '../../src/evidence/evidence-subject.ts';
import { recordAt, sampleAttempt, signedHead } from './sample-attempt.ts';

describe('assembleEvidencePack', () => {
  it('takes the records that tell of the attempt, in the order of the log', async () => {
    const { sources } = await sampleAttempt();
    const turned = { ...sources, records: sources.records.toReversed() };
    const pack = must(await assembleEvidencePack(turned));
    expect(pack.records.map(({ index, record }) => [index, record.event])).toEqual([
      [1, 'approval.given'],
      [2, 'approval.given'],
      [3, 'receipt.minted'],
      [5, 'operation.admitted'],
      [6, 'operation.attempted'],
      [8, 'operation.settled'],
    ]);
  });

  it('makes what reads back the same', async () => {
    const pack = must(await assembleEvidencePack((await sampleAttempt()).sources));
    expect(parseEvidencePack(encodeEvidencePack(pack))).toEqual({ ok: true, value: pack });
  });

  it('names a checkpoint that is older than a record', async () => {
    const { sources } = await sampleAttempt();
    const older = await sampleAttempt({ records: (records) => records.slice(0, 8) });
    const signedCheckpoint = await signedHead(older.log);
    expect(await assembleEvidencePack({ ...sources, signedCheckpoint })).toMatchObject({
      ok: false,
      problem: { path: '/checkpoint', found: 'size 8' },
    });
  });

  it.each([
    ['no checkpoint', { signedCheckpoint: 'nothing' }, '/checkpoint'],
    ['a plan that is none', { plan: utf8Encode('{}') }, '/plan/schema'],
    ['a receipt that is none', { receipt: utf8Encode('{}') }, '/receipt/payload'],
    ['a receipt that is no object', { receipt: utf8Encode('1') }, '/receipt'],
    ['a receipt that is no JSON', { receipt: utf8Encode('receipt') }, '/receipt'],
    ['an approval that is none', { approvals: [utf8Encode('{}')] }, '/approvals/0/payload'],
    ['no records', { records: [] }, '/records'],
  ])('names %s', async (_, change, path) => {
    const { sources } = await sampleAttempt();
    expect(await assembleEvidencePack({ ...sources, ...change })).toMatchObject({
      ok: false,
      problem: { path },
    });
  });
});

describe('tellsOfSubject', () => {
  it('asks for the operation or the receipt, or for the run or plan of no other operation', async () => {
    const { sources, receipt } = await sampleAttempt();
    const { runId, operationId, receiptId, planDigest } = receipt;
    const other = sampleOperationId(9);
    const tells = (given: Partial<OperationAuditRecord>) =>
      tellsOfSubject(recordAt(0, { event: 'run.opened', ...given }), sources.subject);
    expect(tells({ operationId })).toBe(true);
    expect(tells({ receiptId, operationId: other })).toBe(true);
    expect(tells({ runId })).toBe(true);
    expect(tells({ planDigest })).toBe(true);
    expect(tells({ runId, planDigest, operationId: other })).toBe(false);
    expect(tells({})).toBe(false);
    expect(
      tellsOfSubject(recordAt(0, { event: 'run.opened' }), {
        runId: null,
        operationId: null,
        receiptId: null,
        planDigest: null,
      }),
    ).toBe(false);
  });
});
