// SPDX-License-Identifier: Apache-2.0
// A run of this home with its plan, found by the id that people pass around.
import { parsePlan, refusal, runIds, type PublicationPlan, type RunId } from '@marketops/core';
import type { RunRecord } from '@marketops/engine';
import type { OpenedHome } from '../composition/opened-home.ts';
import { refuse } from '../face/command-result.ts';

/** A run whose plan was sealed. */
export interface StoredRun {
  readonly record: RunRecord;
  readonly plan: PublicationPlan;
  readonly planBytes: Uint8Array;
}

/** Reads a run id from the command line. */
export function readRunId(text: string): RunId {
  const runId = runIds.parse(text);
  if (runId.ok) return runId.value;
  const { expected, found } = runId.problem;
  return refuse(refusal('usage.invalid', { subject: 'RUN', expected, found }));
}

/** Finds a run and its plan; throws CommandRefused where there is no such run or it has no plan. */
export async function findRun(home: OpenedHome, runId: RunId): Promise<StoredRun> {
  const record = await home.store.runs.run(runId);
  const stored = await home.store.runs.plan(runId);
  if (record === null || stored === null) {
    const found = record === null ? 'no such run' : 'a run without a plan';
    return refuse(refusal('usage.not_found', { subject: runId, expected: 'a planned run', found }));
  }
  const plan = parsePlan(stored.bytes);
  if (!plan.ok) throw new Error(`the stored plan of ${runId} cannot be read`);
  return { record, plan: plan.value, planBytes: stored.bytes };
}
