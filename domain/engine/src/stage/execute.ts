// SPDX-License-Identifier: Apache-2.0
// Stage 6. Hands the sealed plan to the port of the mode. In a dry run that port has nothing to reach
// GitHub with; in a prod run it is the only thing that can.
import { isProd, type RunId } from '@marketops/core';
import type { SealedPlan } from '../plan/sealed-plan.ts';
import { isRefused, type IssuedReceipt } from '../port/publication-road.ts';
import type { SideEffectPort, SideEffectReport } from '../port/side-effect-port.ts';
import { completed, failed, type StageResult } from './stage-context.ts';

/** What executing is given. */
export interface Execution {
  readonly mode: unknown;
  readonly runId: RunId;
  readonly sealed: SealedPlan;
  readonly sideEffects: SideEffectPort;
  readonly onReceipt: (receipt: IssuedReceipt) => Promise<void>;
}

/** Executes; throws RangeError where the port is not the one of the mode. */
export async function execute(execution: Execution): Promise<StageResult<SideEffectReport>> {
  const { mode, sideEffects, runId, sealed, onReceipt } = execution;
  if (isProd(sideEffects.mode) !== isProd(mode)) {
    throw new RangeError(
      `expected a side-effect port for the mode, found one for ${sideEffects.mode}`,
    );
  }
  const report = await sideEffects.perform({ runId, sealed, onReceipt });
  return isRefused(report) ? failed(...report.refusals) : completed(report, summaryOf(report));
}

function summaryOf(report: SideEffectReport): string {
  if (report.kind === 'blocked') {
    return `${report.intents.length} operations blocked by mode; nothing was sent`;
  }
  const succeeded = report.operations.filter(({ status }) => status === 'success').length;
  return `${succeeded} of ${report.operations.length} operations succeeded`;
}
