// SPDX-License-Identifier: Apache-2.0
// The road to the publisher: what is handed over, in which order, and what never is.
import { describe, expect, it } from 'vitest';
import type { PublisherPort } from '@marketops/authority';
import {
  encodePlan,
  parseOperation,
  type OperationStatus,
  type PublicationPlan,
  type PublicationSubmission,
} from '@marketops/core';
import {
  codesOf,
  foundAuthority,
  must,
  mustAnswer,
  sampleRunId,
  type FoundedAuthority,
} from '@marketops/testkit';

/** A publisher that writes down what it is handed and answers with a status per kind. */
class RecordingPublisher implements PublisherPort {
  readonly submissions: PublicationSubmission[] = [];
  readonly statuses: { [kind: string]: OperationStatus } = {};

  submit(submission: PublicationSubmission) {
    this.submissions.push(submission);
    const operation = must(parseOperation(submission.operation));
    return Promise.resolve({
      status: this.statuses[operation.kind] ?? 'success',
      operationId: operation.operationId,
      operationKind: operation.kind,
      receiptId: null,
      checks: { passed: true, checks: [], refusals: [] },
      refusals: [],
      result: null,
      logIndex: this.submissions.length,
    });
  }
}

/** The sample plan, whose release depends on its tag and whose pull request on its release. */
function chained(authority: FoundedAuthority): PublicationPlan {
  const sample = authority.planOf();
  const ids = sample.operations.map(({ operation }) => operation.operationId);
  return {
    ...sample,
    operations: sample.operations.map((planned, i) => ({
      ...planned,
      dependsOn: ids.slice(Math.max(0, i - 1), i),
    })),
  };
}

async function approved() {
  const publisher = new RecordingPublisher();
  const authority = await foundAuthority({ publisher });
  const plan = chained(authority);
  const request = await authority.open(plan);
  mustAnswer(await authority.approve('alice', request, plan));
  mustAnswer(await authority.approve('bob', request, plan));
  return { authority, publisher, plan };
}

describe('carrying out an authorized plan', () => {
  it('hands each operation over with its receipt, the plan bytes and its approvals', async () => {
    const { authority, publisher, plan } = await approved();
    const authorized = await authority.authorize(plan);
    const carried = await authority.bridge.carryOut(authorized);
    expect(carried.map(({ outcome }) => outcome?.status)).toEqual([
      'success',
      'success',
      'success',
    ]);
    expect(publisher.submissions).toEqual(
      plan.operations.map(({ operation }, i) => ({
        mode: 'prod',
        runId: sampleRunId,
        operation,
        receipt: authorized.receipts[i]?.envelope,
        plan: encodePlan(plan),
        approvals: authorized.approvals.map(({ envelope }) => envelope),
      })),
    );
  });

  it('hands nothing over in a dry run', async () => {
    const { authority, publisher, plan } = await approved();
    const carried = await authority.bridge.carryOut(await authority.authorize(plan, 'dry_run'));
    expect(carried.every(({ outcome }) => outcome === null)).toBe(true);
    expect(publisher.submissions).toEqual([]);
  });

  it.each<OperationStatus>(['failed', 'outcome_unknown', 'rejected_by_auth', 'rejected_by_mode'])(
    'holds back and revokes what depends on an operation that ended %s',
    async (status) => {
      const { authority, publisher, plan } = await approved();
      publisher.statuses['tag_repo'] = status;
      const carried = await authority.bridge.carryOut(await authority.authorize(plan));
      expect(publisher.submissions).toHaveLength(1);
      expect(carried.map(({ outcome }) => outcome?.status ?? null)).toEqual([status, null, null]);
      expect(carried.map(({ receipt }) => receipt.enforceable)).toEqual([true, false, false]);
      const codes = carried.map(({ receipt }) => receipt.refusals.map(({ code }) => code));
      expect(codes).toEqual([[], ['plan.held_back'], ['plan.held_back']]);
      const live = (await authority.receipts.live()).map(({ mint }) => mint.operationKind);
      expect(live).toEqual(['tag_repo']);
      expect(authority.store.auditRecords.map(({ event }) => event).slice(-4)).toEqual([
        'receipt.revoked',
        'receipt.denied',
        'receipt.revoked',
        'receipt.denied',
      ]);
    },
  );

  it('refuses to submit what is not part of the plan', async () => {
    const { authority, plan } = await approved();
    const authorized = await authority.authorize(plan);
    const none = { ...authorized, receipts: [] };
    const [first] = plan.operations;
    if (first === undefined) throw new TypeError('expected an operation');
    const submitted = authority.bridge.submit(none, first.operation.operationId, new Map());
    await expect(submitted).rejects.toThrow(RangeError);
  });

  it('submits one operation by itself once its dependencies are known to have succeeded', async () => {
    const { authority, publisher, plan } = await approved();
    const authorized = await authority.authorize(plan);
    const [tag, release] = plan.operations.map(({ operation }) => operation.operationId);
    if (tag === undefined || release === undefined) throw new TypeError('expected operations');
    const settled = new Map([[tag, 'success' as const]]);
    const { outcome } = await authority.bridge.submit(authorized, release, settled);
    expect(outcome?.status).toBe('success');
    expect(publisher.submissions).toHaveLength(1);
  });
});

describe('recalling a run', () => {
  it('gives the receipts that were minted for it, to carry out what is not settled', async () => {
    const { authority, publisher, plan } = await approved();
    const authorized = await authority.authorize(plan);
    const request = { plan: encodePlan(plan), runId: sampleRunId };
    const recalled = mustAnswer(await authority.bridge.recall(request));
    expect(recalled).toEqual(authorized);
    const [tag] = plan.operations;
    if (tag === undefined) throw new TypeError('expected an operation');
    const settled = new Map([[tag.operation.operationId, 'success' as const]]);
    const carried = await authority.bridge.carryOut(recalled, settled);
    expect(carried).toHaveLength(2);
    expect(publisher.submissions).toHaveLength(2);
  });

  it('gives used receipts for ever, and unused ones only while they can be used', async () => {
    const { authority, plan } = await approved();
    const { receipts } = await authority.authorize(plan);
    const [used] = receipts;
    if (used === undefined) throw new TypeError('expected a receipt');
    authority.store.markConsumed(used.receiptId);
    authority.clock.advance(15 * 60_000);
    const request = { plan: encodePlan(plan), runId: sampleRunId };
    const late = mustAnswer(await authority.bridge.recall(request));
    expect(late.receipts.map(({ receiptId }) => receiptId)).toEqual([used.receiptId]);
  });

  it('gives nothing of an earlier epoch', async () => {
    const { authority, plan } = await approved();
    await authority.authorize(plan);
    await authority.receipts.bumpConsumptionEpoch('restore');
    const request = { plan: encodePlan(plan), runId: sampleRunId };
    expect(mustAnswer(await authority.bridge.recall(request)).receipts).toEqual([]);
  });

  it('gives no revoked receipt, and none of a plan that cannot be read', async () => {
    const { authority, plan } = await approved();
    const { receipts } = await authority.authorize(plan);
    const [first] = receipts;
    if (first === undefined) throw new TypeError('expected a receipt');
    const wish = { receiptId: first.receiptId, revokedBy: 'alice', reason: '' };
    mustAnswer(await authority.receipts.revoke(wish));
    const request = { plan: encodePlan(plan), runId: sampleRunId };
    expect(mustAnswer(await authority.bridge.recall(request)).receipts).toHaveLength(2);
    const unreadable = await authority.bridge.recall({ ...request, plan: new Uint8Array([1]) });
    expect(codesOf(unreadable)).toEqual(['authority.plan_malformed']);
  });
});
