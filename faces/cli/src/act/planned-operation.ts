// SPDX-License-Identifier: Apache-2.0
// Finds the plan that an operation belongs to. Operations keep their ids from the dry run to the prod
// run, so the newest run that names one is the one that went furthest.
import { refusal, type Operation, type OperationId, type PublicationPlan } from '@marketops/core';
import type { RunCursor, RunRecord } from '@marketops/engine';
import type { OpenedHome } from '../composition/opened-home.ts';
import { refuse } from '../face/command-result.ts';
import { planOfRun } from './stored-run.ts';

/** An operation, its plan and the newest run with that plan. */
export interface FoundOperation {
  readonly run: RunRecord;
  readonly plan: PublicationPlan;
  readonly operation: Operation;
}

/** Finds an operation; throws CommandRefused where no plan of this home names it. */
export async function findPlannedOperation(
  home: OpenedHome,
  operationId: OperationId,
): Promise<FoundOperation> {
  for await (const run of allRuns(home)) {
    const plan = await planOfRun(home, run.runId);
    const planned = plan?.operations.find(({ operation }) => operation.operationId === operationId);
    if (plan !== null && planned !== undefined) return { run, plan, operation: planned.operation };
  }
  const details = { subject: operationId, expected: 'an operation of a plan', found: 'none' };
  return refuse(refusal('usage.not_found', details));
}

const pageSize = 100;

/** Every run, newest first. */
export async function* allRuns({ store }: OpenedHome): AsyncGenerator<RunRecord> {
  let before: RunCursor | null = null;
  for (;;) {
    const page: readonly RunRecord[] = await store.runs.runs(pageSize, before);
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return;
    before = last;
  }
}
