// SPDX-License-Identifier: Apache-2.0
// A publication road that a test scripts: it issues receipts and settles operations as it is told.
import {
  digestOf,
  parseInstant,
  receiptIds,
  refusal,
  sha256,
  utf8Encode,
  type OperationKind,
  type OperationStatus,
  type PlannedOperation,
  type PublicationOutcome,
} from '@marketops/core';
import type { IssuedReceipt, PublicationRoad, RoadRequest } from '@marketops/engine';
import { must } from '@marketops/testkit';
import type { RoadAnswer } from '../src/port/publication-road.ts';

const randomBytes = 16;

/** A `PublicationRoad` that does what it is told; without being told, everything succeeds. */
export class ScriptedRoad implements PublicationRoad {
  /** What was asked for, in order: `authorize`, then `submit KIND` each. */
  readonly calls: string[] = [];
  readonly requests: RoadRequest[] = [];
  readonly denied = new Set<OperationKind>();
  readonly statuses = new Map<OperationKind, OperationStatus>();
  readonly faults = new Map<OperationKind, Error>();

  authorize(request: RoadRequest): Promise<RoadAnswer> {
    this.calls.push('authorize');
    this.requests.push(request);
    return Promise.resolve(
      request.sealed.plan.operations.map(({ operation: { operationId, kind } }) => {
        const enforceable = !this.denied.has(kind);
        const details = { subject: operationId, expected: 'two approvals', found: 'one' };
        return {
          receiptId: receiptIds.from(sha256(utf8Encode(operationId)).slice(0, randomBytes)),
          operationId,
          operationKind: kind,
          enforceable,
          receiptDigest: digestOf({ receiptFor: operationId }),
          refusals: enforceable ? [] : [refusal('approval.insufficient', details)],
          expiresAt: enforceable ? must(parseInstant('2026-03-02T12:15:00Z')) : null,
        };
      }),
    );
  }

  submit(
    _request: RoadRequest,
    { operation }: PlannedOperation,
    receipt: IssuedReceipt,
  ): Promise<PublicationOutcome> {
    this.calls.push(`submit ${operation.kind}`);
    const fault = this.faults.get(operation.kind);
    if (fault !== undefined) return Promise.reject(fault);
    const status = this.statuses.get(operation.kind) ?? 'success';
    const details = { subject: operation.operationId, expected: 'no such tag', found: 'one' };
    return Promise.resolve({
      status,
      operationId: operation.operationId,
      operationKind: operation.kind,
      receiptId: receipt.receiptId,
      checks: { passed: true, checks: [], refusals: [] },
      refusals: status === 'success' ? [] : [refusal('github.tag_conflict', details)],
      result: null,
      logIndex: this.calls.length,
    });
  }
}
