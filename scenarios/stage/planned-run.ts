// SPDX-License-Identifier: Apache-2.0
// A plan as stories pass it on, and the one operation and the one receipt of each kind in it.
import type { AuthorizedPlan, IssuedReceipt } from '@marketops/authority';
import type {
  Operation,
  OperationKind,
  PlannedOperation,
  PublicationPlan,
  RunId,
} from '@marketops/core';
import type { RunOutcome } from '@marketops/engine';

/** A dry run that ended well, and its plan. */
export interface PlannedRun {
  readonly runId: RunId;
  readonly plan: PublicationPlan;
  readonly planBytes: Uint8Array;
  readonly outcome: RunOutcome;
}

/** The operation of a kind, with what its plan says beside. */
export type PlannedOperationOf<K extends OperationKind> = PlannedOperation & {
  readonly operation: Extract<Operation, { readonly kind: K }>;
};

/** The one operation of a kind that lantern plans. */
export function operationOf<K extends OperationKind>(
  { operations }: Pick<PublicationPlan, 'operations'>,
  kind: K,
): PlannedOperationOf<K> {
  const planned = operations.find(
    (candidate): candidate is PlannedOperationOf<K> => candidate.operation.kind === kind,
  );
  if (planned === undefined) throw new RangeError(`the plan has no ${kind}`);
  return planned;
}

/** What the operation of a kind was issued. */
export function receiptOf({ receipts }: AuthorizedPlan, kind: OperationKind): IssuedReceipt {
  const receipt = receipts.find(({ operationKind }) => operationKind === kind);
  if (receipt === undefined) throw new RangeError(`nothing was issued for ${kind}`);
  return receipt;
}
