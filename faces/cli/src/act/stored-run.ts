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

/** Finds a run; throws CommandRefused where there is none. */
export async function findRunRecord({ store }: OpenedHome, runId: RunId): Promise<RunRecord> {
  const record = await store.runs.run(runId);
  if (record !== null) return record;
  const details = { subject: runId, expected: 'a run of this home', found: 'no such run' };
  return refuse(refusal('usage.not_found', details));
}

/** The plan of a run; null where none was sealed. */
export async function planOfRun(
  { store }: OpenedHome,
  runId: RunId,
): Promise<PublicationPlan | null> {
  const stored = await store.runs.plan(runId);
  if (stored === null) return null;
  const plan = parsePlan(stored.bytes);
  if (!plan.ok) throw new Error(`the stored plan of ${runId} cannot be read`);
  return plan.value;
}

/** Finds a run and its plan; throws CommandRefused where there is no such run or it has no plan. */
export async function findRun(home: OpenedHome, runId: RunId): Promise<StoredRun> {
  const record = await findRunRecord(home, runId);
  const plan = await planOfRun(home, runId);
  const stored = await home.store.runs.plan(runId);
  if (plan !== null && stored !== null) return { record, plan, planBytes: stored.bytes };
  const details = { subject: runId, expected: 'a planned run', found: 'a run without a plan' };
  return refuse(refusal('usage.not_found', details));
}

/** Throws CommandRefused for a plan of nothing: neither authorizing nor publishing it does anything. */
export function requireOperations({ operations }: PublicationPlan): void {
  if (operations.length > 0) return;
  const details = { subject: 'operations', expected: 'at least one', found: 'none' };
  refuse(refusal('plan.missing', details));
}
