// SPDX-License-Identifier: Apache-2.0
// What of an approved plan can still be carried out: what was handed over before stays as it ended, and
// what depends on something that did not succeed never ships under this plan.
import { refusal, type OperationId, type PublicationPlan, type Refusal } from '@marketops/core';
import { sealPlan, type EarlierOperation, type RunOutcome } from '@marketops/engine';

/** Operations that were never handed over, and those of them that could be. */
interface Remainder {
  readonly open: readonly OperationId[];
  readonly heldBack: readonly Refusal[];
}

/** What is left of a plan after earlier runs, in its order. */
function remainderOf(
  { operations }: PublicationPlan,
  earlier: readonly EarlierOperation[],
): Remainder {
  const ended = new Map(
    earlier.map(({ operation, outcome }) => [operation.operationId, outcome.status]),
  );
  const lost = new Map<OperationId, string>();
  const open: OperationId[] = [];
  const heldBack: Refusal[] = [];
  for (const { operation, dependsOn } of operations) {
    const { operationId } = operation;
    const status = ended.get(operationId);
    if (status !== undefined) {
      if (status !== 'success') lost.set(operationId, status);
      continue;
    }
    const cause = dependsOn.find((id) => lost.has(id));
    if (cause === undefined) {
      open.push(operationId);
      continue;
    }
    lost.set(operationId, 'held back');
    const found = `${cause} ${lost.get(cause) ?? ''}`;
    const details = { subject: operationId, expected: `${cause} to succeed first`, found };
    heldBack.push(refusal('plan.held_back', details));
  }
  return { open, heldBack };
}

/**
 * The answer where an operation did not succeed and nothing is left that could ship: no run is opened
 * and nothing is minted; it tells how the operations ended before. Null where a run can go on.
 */
export function endedOutcome(
  plan: PublicationPlan,
  earlier: readonly EarlierOperation[],
): RunOutcome | null {
  const { open, heldBack } = remainderOf(plan, earlier);
  const failed = earlier.some(({ outcome }) => outcome.status !== 'success');
  if (open.length > 0 || !failed) return null;
  const operations = earlier.map(({ operation: { operationId }, receipt, outcome }) => {
    const { status, refusals } = outcome;
    return { operationId, receipt, outcome, status, refusals };
  });
  return {
    status: 'refused',
    run: null,
    sealed: sealPlan(plan),
    report: { kind: 'published', operations },
    ledger: null,
    refusals: heldBack,
    difference: null,
    fault: null,
  };
}
