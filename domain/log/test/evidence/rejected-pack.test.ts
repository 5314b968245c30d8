// SPDX-License-Identifier: Apache-2.0
// Packs of rejected attempts: they prove the rejection, whatever the attempt lacked, and hold no
// document that the rejection's own record does not name.
import {
  digestOfBytes,
  encodePlan,
  runIds,
  type JsonObject,
  type Operation,
  type OperationAuditRecord,
} from '@marketops/core';
import {
  makeTestKey,
  must,
  sampleApproval,
  sampleOperationId,
  samplePlan,
  sampleReceipt,
  sampleTagRepo,
  signedApproval,
  signedReceipt,
} from '@marketops/testkit';
import { describe, expect, it } from 'vitest';
import { AuditLog } from '../audit/audit-log.ts';
import { assembleEvidencePack } from '../../src/evidence/assemble-pack.ts';
import type { EvidencePack } from '../../src/evidence/evidence-pack.ts';
import { evidenceSubject } from '../../src/evidence/evidence-subject.ts';
import { sampleRecord } from '../audit/sample-records.ts';
import { MemoryLogStorage } from '../storage/memory-log-storage.ts';
import { failing, verdictOn } from './packed.ts';
import { logOrigin, recordAt, rejectionOf, signedHead } from './sample-attempt.ts';

const runId = runIds.from(new Uint8Array(16).fill(3));
const operation = sampleTagRepo();
const plan = samplePlan();
const nothing = { plan: null, operation: null, receipt: null, approvals: [] };

interface Documents {
  readonly plan: Uint8Array | null;
  readonly operation: Operation | null;
  readonly receipt: Uint8Array | null;
  readonly approvals: readonly Uint8Array[];
}

/** The pack of the first of these records, with these documents. */
async function packOfRejection(
  told: readonly [OperationAuditRecord, ...OperationAuditRecord[]],
  documents: Documents = nothing,
): Promise<EvidencePack> {
  const log = new AuditLog(logOrigin, new MemoryLogStorage());
  const records = [];
  for (const record of [sampleRecord(50), ...told, sampleRecord(51)]) {
    records.push({ index: await log.appendRecord(record), record });
  }
  return must(
    await assembleEvidencePack({
      ...documents,
      subject: evidenceSubject(told[0]),
      records,
      signedCheckpoint: await signedHead(log),
      log,
    }),
  );
}

describe('a rejected attempt', () => {
  it('is proved without any document', async () => {
    const verdict = await verdictOn(await packOfRejection([rejectionOf(operation, { runId })]));
    expect(failing(verdict)).toEqual([]);
    expect(verdict).toMatchObject({
      verified: true,
      attempt: {
        kind: 'rejected',
        status: 'rejected_by_auth',
        settledAt: null,
        approvers: [],
        reasons: [{ code: 'receipt.missing' }],
        subject: { runId, operationId: operation.operationId, receiptId: null },
      },
    });
  });

  it('is proved where not even the operation could be read', async () => {
    const record = rejectionOf(operation, {
      runId,
      operationId: null,
      operationKind: null,
      operationDigest: null,
      status: 'rejected_by_mode',
      mode: 'PROD',
    });
    const verdict = await verdictOn(await packOfRejection([record]));
    expect(verdict).toMatchObject({ verified: true, attempt: { status: 'rejected_by_mode' } });
  });

  it('is proved with a receipt that was refused, and the approvals that it lists', async () => {
    const approvals = [await signedApproval(sampleApproval('alice', plan))];
    const listed = [...approvals, encodePlan(plan)].map(digestOfBytes);
    const receipt = sampleReceipt(operation, listed);
    const envelope = await signedReceipt(receipt, makeTestKey('mallory'));
    const record = rejectionOf(operation, {
      runId: receipt.runId,
      receiptId: receipt.receiptId,
      receiptDigest: digestOfBytes(envelope),
      planDigest: receipt.planDigest,
    });
    const documents = { plan: encodePlan(plan), operation, receipt: envelope, approvals };
    const verdict = await verdictOn(await packOfRejection([record], documents));
    expect(failing(verdict)).toEqual([]);
    expect(verdict.attempt).toMatchObject({ kind: 'rejected', approvers: [] });
  });

  it('goes by the rejection that its documents belong to, of several', async () => {
    const other = sampleTagRepo(sampleOperationId(8));
    const replays = [other, operation].map((content) =>
      rejectionOf(content, { runId, operationId: operation.operationId }),
    );
    const [first, second] = replays;
    if (first === undefined || second === undefined) throw new Error('expected two rejections');
    const pack = await packOfRejection([first, second], { ...nothing, operation });
    expect(failing(await verdictOn(pack))).toEqual([]);
  });
});

describe('what a rejection does not name', () => {
  const record = rejectionOf(operation, { runId, operationDigest: null });
  const documents: readonly [string, () => Promise<Partial<Documents>>][] = [
    ['plan', async () => ({ plan: encodePlan(plan) })],
    ['operation', async () => ({ operation })],
    ['receipt', async () => ({ receipt: await signedReceipt(sampleReceipt(operation, [])) })],
    ['approvals', async () => ({ approvals: [await signedApproval(sampleApproval('alice'))] })],
  ];

  it.each(documents)('is left out of its pack: %s', async (_, given) => {
    const pack = await packOfRejection([record], { ...nothing, ...(await given()) });
    expect(pack).toMatchObject(nothing);
    expect(failing(await verdictOn(pack))).toEqual([]);
  });

  it.each(documents)('has no place in its pack: %s', async (subject, given) => {
    const pack = await packOfRejection([record]);
    const foreign = await given();
    const verdict = await verdictOn({
      ...pack,
      plan: foreign.plan === undefined ? null : plan,
      operation: foreign.operation ?? null,
      receipt: foreign.receipt ? parsed(foreign.receipt) : null,
      approvals: (foreign.approvals ?? []).map(parsed),
    });
    expect(failing(verdict)).toEqual(['documents_named']);
    expect(verdict.refusals).toMatchObject([{ code: 'evidence.document_mismatch', subject }]);
  });

  it('cannot be another document than it names', async () => {
    const named = rejectionOf(sampleTagRepo(sampleOperationId(8)), { runId });
    const pack = await packOfRejection([named]);
    expect(failing(await verdictOn({ ...pack, operation }))).toEqual(['documents_named']);
  });
});

function parsed(bytes: Uint8Array): JsonObject {
  return JSON.parse(Buffer.from(bytes).toString());
}

describe('a rejection that is none', () => {
  it.each<[string, Partial<OperationAuditRecord>]>([
    ['its status is a success', { status: 'success' }],
    ['it has no status', { status: null }],
    ['it is another event', { event: 'receipt.denied' }],
  ])('is not proved: %s', async (_, change) => {
    const pack = await packOfRejection([rejectionOf(operation, { runId, ...change })]);
    const verdict = await verdictOn(pack);
    expect(failing(verdict)).toEqual(['history_complete', 'documents_named']);
    expect(verdict.refusals).toMatchObject([{ code: 'evidence.history_incomplete' }]);
  });

  it('is not proved where work was done without an admission', async () => {
    const rejected = rejectionOf(operation, { runId });
    const worked = recordAt(1, {
      event: 'operation.attempted',
      runId,
      operationId: operation.operationId,
    });
    const verdict = await verdictOn(await packOfRejection([rejected, worked]));
    expect(failing(verdict)).toContain('history_complete');
  });
});
