// SPDX-License-Identifier: Apache-2.0
// The only difference between the two modes: the port that `execute` is given. One writes intents
// down and touches nothing, the other walks the publication road.
import type {
  Mode,
  OperationId,
  OperationStatus,
  PublicationOutcome,
  Refusal,
  RunId,
  SideEffectIntent,
} from '@marketops/core';
import type { SealedPlan } from '../plan/sealed-plan.ts';
import type { EarlierOperation } from './earlier-operation.ts';
import type { IssuedReceipt, RefusedRoad } from './publication-road.ts';

/** What `execute` hands to its port. */
export interface SideEffectRequest {
  readonly runId: RunId;
  readonly sealed: SealedPlan;
  /**
   * Called once for each receipt that this run was given, in the plan's order, before the first
   * submission.
   */
  readonly onReceipt: (receipt: IssuedReceipt) => Promise<void>;
}

/** What became of one operation of a `prod` run. */
export interface OperationReport {
  readonly operationId: OperationId;
  /** The receipt of this run, or the spent one of the earlier run that handed the operation over. */
  readonly receipt: IssuedReceipt;
  /** Null where it was never handed to the publisher. */
  readonly outcome: PublicationOutcome | null;
  /** `rejected_by_auth` also where it was held back because it belongs with a refused one. */
  readonly status: OperationStatus;
  readonly refusals: readonly Refusal[];
}

/** What `execute` did. */
export type SideEffectReport =
  | {
      readonly kind: 'blocked';
      readonly intents: readonly SideEffectIntent[];
      /** What the Federation Core says of each operation; they authorize nothing. */
      readonly advisoryReceipts: readonly IssuedReceipt[];
    }
  | { readonly kind: 'published'; readonly operations: readonly OperationReport[] };

/** Performs, or only records, the effects of a plan. */
export interface SideEffectPort {
  readonly mode: Mode;
  /** What earlier runs of the approved plan handed over; always empty in a dry run. */
  readonly earlier: readonly EarlierOperation[];
  /** A refusal says that nothing was handed over at all. */
  perform(request: SideEffectRequest): Promise<SideEffectReport | RefusedRoad>;
}
