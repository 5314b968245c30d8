// SPDX-License-Identifier: Apache-2.0
// What is asked of the engine and what it answers: always a value with its reasons, whatever refused.
import type { Proposer, Refusal, RunId } from '@marketops/core';
import type { PlanChange } from '../plan/plan-difference.ts';
import type { SealedPlan } from '../plan/sealed-plan.ts';
import type { SideEffectPort, SideEffectReport } from '../port/side-effect-port.ts';
import type { SealedLedger } from '../stage/seal.ts';
import type { RunRecord } from './run-record.ts';

/** One run to be made. */
export interface RunRequest {
  /** Exactly `dry_run` or `prod`; anything else runs nothing. */
  readonly mode: unknown;
  /** The id of the run, where receipts were bound to it beforehand; null to draw one. */
  readonly runId: RunId | null;
  readonly proposer: Proposer;
  /** The dry run whose plan a prod run carries out; null for a dry run. */
  readonly dryRunId: RunId | null;
  /** The run whose plan a dry run is compared with, or null. */
  readonly against: RunId | null;
  /** The port of the mode. */
  readonly sideEffects: SideEffectPort;
}

/** What became of a run. */
export interface RunOutcome {
  /** `refused` where no run was opened. */
  readonly status: 'completed' | 'failed' | 'refused';
  /** Null where no run was opened. */
  readonly run: RunRecord | null;
  readonly sealed: SealedPlan | null;
  readonly report: SideEffectReport | null;
  readonly ledger: SealedLedger | null;
  /** Why it failed or was refused; empty where it was completed. */
  readonly refusals: readonly Refusal[];
  /**
   * How the plan differs from the approved one (prod) or from that of `against` (dry run); null
   * where there is nothing to compare, empty where they are equal.
   */
  readonly difference: readonly PlanChange[] | null;
  /** What broke off the run, where it was a fault and not a refusal. */
  readonly fault: unknown;
}
