// SPDX-License-Identifier: Apache-2.0
// The port of a prod run. It asks for every receipt before it hands over anything, keeps the plan's
// order, and holds back what belongs with an operation that was refused or did not succeed. What an
// earlier run of this very plan handed over is never handed over again: its outcome stands.
import { refusal, type OperationId, type PlannedOperation, type Refusal } from '@marketops/core';
import { operationGroups } from '../plan/operation-groups.ts';
import type { SealedPlan } from '../plan/sealed-plan.ts';
import type { EarlierOperation } from '../port/earlier-operation.ts';
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
  readonly earlier: readonly EarlierOperation[];
  readonly #road: PublicationRoad;

  /** With what earlier runs of the approved plan handed over, this run continues after it. */
  constructor(road: PublicationRoad, earlier: readonly EarlierOperation[] = []) {
    this.#road = road;
    this.earlier = earlier;
  }

  async perform(given: SideEffectRequest): Promise<SideEffectReport | RefusedRoad> {
    const { runId, sealed, onReceipt } = given;
    const { operations } = sealed.plan;
    const request = { runId, sealed };
    const reports = reportsOfEarlier(sealed, this.earlier);
    if (reports.size > 0 && reports.size === operations.length) return published(sealed, reports);
    const answer = await this.#road.authorize(request);
    if (isRefused(answer)) return answer;
    const open = matchReceipts(operations, answer).filter(
      ({ operation }) => !reports.has(operation.operation.operationId),
    );
    for (const { receipt } of open) await onReceipt(receipt);

    const denied = deniedGroups(operations, open);
    for (const pair of open) {
      const { operationId } = pair.operation.operation;
      const held = heldBackBy(pair, denied, reports);
      reports.set(
        operationId,
        held === null ? await this.#submit(request, pair) : rejected(pair.receipt, held),
      );
    }
    return published(sealed, reports);
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

/** What became of those of the plan's operations that were handed over before. */
function reportsOfEarlier(
  { plan, digest: planDigest }: SealedPlan,
  earlier: readonly EarlierOperation[],
): Map<OperationId, OperationReport> {
  const reports = new Map<OperationId, OperationReport>();
  for (const { operation, digest } of plan.operations) {
    const { operationId } = operation;
    const before = earlier.find(
      (candidate) =>
        candidate.operation.operationId === operationId &&
        candidate.operationDigest === digest &&
        candidate.planDigest === planDigest,
    );
    if (before === undefined) continue;
    const { receipt, outcome } = before;
    const { status, refusals } = outcome;
    reports.set(operationId, { operationId, receipt, outcome, status, refusals });
  }
  return reports;
}

/** The reports in the plan's order. */
function published(
  { plan }: SealedPlan,
  reports: ReadonlyMap<OperationId, OperationReport>,
): SideEffectReport {
  const operations = plan.operations.flatMap(
    ({ operation }) => reports.get(operation.operationId) ?? [],
  );
  return { kind: 'published', operations };
}

/** The operations that share a group with one whose receipt is only advisory. */
function deniedGroups(
  planned: readonly PlannedOperation[],
  open: readonly AuthorizedOperation[],
): ReadonlyMap<OperationId, OperationId> {
  const denied = new Map<OperationId, OperationId>();
  const advisory = new Set(
    open.filter(({ receipt }) => !receipt.enforceable).map(({ receipt }) => receipt.operationId),
  );
  for (const group of operationGroups(planned)) {
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
