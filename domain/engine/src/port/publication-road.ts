// SPDX-License-Identifier: Apache-2.0
// The one road from a sealed plan to GitHub. The engine does not know who mints or who publishes;
// it walks the road in the plan's order and writes down what it is told.
import type {
  Instant,
  OperationId,
  OperationKind,
  PlannedOperation,
  PublicationOutcome,
  ReceiptId,
  Refusal,
  RunId,
  Sha256Digest,
} from '@marketops/core';
import type { SealedPlan } from '../plan/sealed-plan.ts';

/** A receipt as the engine sees it: never its signature, so that nothing here can spend it. */
export interface IssuedReceipt {
  readonly receiptId: ReceiptId;
  readonly operationId: OperationId;
  readonly operationKind: OperationKind;
  /** False for an advisory receipt, which authorizes nothing. */
  readonly enforceable: boolean;
  /** SHA-256 over the envelope's bytes. */
  readonly receiptDigest: Sha256Digest;
  /** Why it is only advisory; empty where it is enforceable. */
  readonly refusals: readonly Refusal[];
  /** Null for an advisory receipt. */
  readonly expiresAt: Instant | null;
}

/** What travels the road. */
export interface RoadRequest {
  readonly runId: RunId;
  readonly sealed: SealedPlan;
}

/** The Federation Core's refusal to issue anything for a plan. */
export interface RefusedRoad {
  readonly refusals: readonly Refusal[];
}

/** One receipt for each operation, in the plan's order, or the refusal of all. */
export type RoadAnswer = readonly IssuedReceipt[] | RefusedRoad;

/** Whether a plan was refused as a whole. */
export function isRefused(answer: object): answer is RefusedRoad {
  return 'refusals' in answer;
}

/** The Federation Core and the publisher behind it. */
export interface PublicationRoad {
  /** Receipts for all operations or none. Nothing is published yet. */
  authorize(request: RoadRequest): Promise<RoadAnswer>;
  /** Hands one operation and its enforceable receipt to the publisher and waits until it settles. */
  submit(
    request: RoadRequest,
    operation: PlannedOperation,
    receipt: IssuedReceipt,
  ): Promise<PublicationOutcome>;
}

/** The Federation Core as a dry run sees it: it can advise, and has no way to publish. */
export interface Advisor {
  /** Advisory receipts for all operations or none. */
  advise(request: RoadRequest): Promise<RoadAnswer>;
}
