// SPDX-License-Identifier: Apache-2.0
// The port of a prod run. It asks for every receipt before it hands over anything, keeps the plan's
// order, and holds back what belongs with an operation that was refused or did not succeed.
import { refusal, type OperationId, type PlannedOperation, type Refusal } from '@marketops/core';
import { operationGroups } from '../plan/operation-groups.ts';
import {
  isRefused,
  type IssuedReceipt,
  type PublicationRoad,
  type RefusedRoad,
  type RoadRequest,
} from '../port/publication-road.ts';
import type {
  OperationReport,
  SideEffectPort,
  SideEffectReport,
  SideEffectRequest,
} from '../port/side-effect-port.ts';

/** Walks the publication road. */
export class LiveSideEffectPort implements SideEffectPort {
  readonly mode = 'prod';
  readonly #road: PublicationRoad;

  constructor(road: PublicationRoad) {
    this.#road = road;
  }

  async perform(given: SideEffectRequest): Promise<SideEffectReport | RefusedRoad> {
    const { runId, sealed, onReceipt } = given;
    const request = { runId, sealed };
    const answer = await this.#road.authorize(request);
    if (isRefused(answer)) return answer;
    const receipts = matchReceipts(sealed.plan.operations, answer);
    for (const { receipt } of receipts) await onReceipt(receipt);

    const denied = deniedGroups(receipts);
    const reports = new Map<OperationId, OperationReport>();
    for (const pair of receipts) {
      const { operationId } = pair.operation.operation;
      const held = heldBackBy(pair, denied, reports);
      reports.set(
        operationId,
        held === null ? await this.#submit(request, pair) : rejected(pair.receipt, held),
      );
    }
    return { kind: 'published', operations: [...reports.values()] };
  }

  /** What throws after a receipt was handed over may have had its effect: that is unknown. */
  async #submit(request: RoadRequest, pair: AuthorizedOperation): Promise<OperationReport> {
    const { operation, receipt } = pair;
    const { operationId } = operation.operation;
    try {
      const outcome = await this.#road.submit(request, operation, receipt);
      const { status, refusals } = outcome;
      return { operationId, receipt, outcome, status, refusals };
    } catch (error) {
      const found = error instanceof Error ? error.name : typeof error;
      const details = { subject: operationId, expected: 'an outcome', found };
      const refusals = [refusal('run.fault', details)];
      return { operationId, receipt, outcome: null, status: 'outcome_unknown', refusals };
    }
  }
}

interface AuthorizedOperation {
  readonly operation: PlannedOperation;
  readonly receipt: IssuedReceipt;
}

/** Throws where the road did not answer with exactly one receipt for each operation, in order. */
function matchReceipts(
  planned: readonly PlannedOperation[],
  receipts: readonly IssuedReceipt[],
): readonly AuthorizedOperation[] {
  if (receipts.length !== planned.length) {
    throw new RangeError(`expected ${planned.length} receipts, found ${receipts.length}`);
  }
  return planned.map((operation, index) => {
    const receipt = receipts[index];
    if (receipt?.operationId !== operation.operation.operationId) {
      throw new RangeError(
        `expected receipt ${index} to be for ${operation.operation.operationId}`,
      );
    }
    return { operation, receipt };
  });
}

/** The operations that share a group with one whose receipt is only advisory. */
function deniedGroups(
  pairs: readonly AuthorizedOperation[],
): ReadonlyMap<OperationId, OperationId> {
  const denied = new Map<OperationId, OperationId>();
  const advisory = new Set(
    pairs.filter(({ receipt }) => !receipt.enforceable).map(({ receipt }) => receipt.operationId),
  );
  for (const group of operationGroups(pairs.map(({ operation }) => operation))) {
    const cause = group.find((operationId) => advisory.has(operationId));
    if (cause === undefined) continue;
    for (const operationId of group) denied.set(operationId, cause);
  }
  return denied;
}

/** Why an operation must not be handed over, or null. */
function heldBackBy(
  { operation, receipt }: AuthorizedOperation,
  denied: ReadonlyMap<OperationId, OperationId>,
  reports: ReadonlyMap<OperationId, OperationReport>,
): readonly Refusal[] | null {
  if (!receipt.enforceable) return receipt.refusals;
  const { operationId } = operation.operation;
  const cause = denied.get(operationId);
  if (cause !== undefined) return [heldBack(operationId, cause, 'denied')];
  const failed = operation.dependsOn.find((id) => reports.get(id)?.status !== 'success');
  return failed === undefined
    ? null
    : [heldBack(operationId, failed, reports.get(failed)?.status ?? 'not carried out')];
}

function heldBack(subject: OperationId, cause: OperationId, found: string): Refusal {
  return refusal('plan.held_back', {
    subject,
    expected: `${cause} to succeed first`,
    found: `${cause} ${found}`,
  });
}

function rejected(receipt: IssuedReceipt, refusals: readonly Refusal[]): OperationReport {
  return {
    operationId: receipt.operationId,
    receipt,
    outcome: null,
    status: 'rejected_by_auth',
    refusals,
  };
}
