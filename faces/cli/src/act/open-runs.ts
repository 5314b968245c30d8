// SPDX-License-Identifier: Apache-2.0
// Prod runs that are under way or were interrupted, and that no later run took up. A dry run has no
// effect to be finished: where one ended early, it is over.
import type { RunId } from '@marketops/core';
import type { RunRecord } from '@marketops/engine';
import type { OpenedHome } from '../composition/opened-home.ts';
import { operationsOver } from './over.ts';
import { allRuns } from './planned-operation.ts';
import { planOfRun } from './stored-run.ts';

/** A prod run that is not over, and the dry run whose plan it carries out. */
export interface OpenRun {
  readonly run: RunRecord;
  readonly dryRunId: RunId;
}

/** The newest run of each plan that is not over, newest first. */
export async function openRuns(home: OpenedHome): Promise<readonly OpenRun[]> {
  const taken = new Set<RunId>();
  const open: OpenRun[] = [];
  for await (const run of allRuns(home)) {
    const { mode, dryRunId, status } = run;
    if (mode !== 'prod' || dryRunId === null || taken.has(dryRunId)) continue;
    taken.add(dryRunId);
    if (status !== 'running') continue;
    const plan = await planOfRun(home, dryRunId);
    const operationIds = plan?.operations.map(({ operation }) => operation.operationId) ?? [];
    if (!(await operationsOver(home, operationIds))) open.push({ run, dryRunId });
  }
  return open;
}
