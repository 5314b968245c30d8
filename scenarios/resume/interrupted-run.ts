// SPDX-License-Identifier: Apache-2.0
// Prod runs of a story by the road that the command line lays: one that ends before its plan is
// carried out, and one that continues after it.
import { earlierOperations, publicationRoad } from '@marketops/cli';
import type { OperationKind, RunId } from '@marketops/core';
import {
  LiveSideEffectPort,
  type OperationReport,
  type PublicationRoad,
  type RunOutcome,
  type RunRequest,
} from '@marketops/engine';
import { stageProposer } from '../stage/roster.ts';
import type { PlannedRun } from '../stage/planned-run.ts';
import type { Stage } from '../stage/stage.ts';

/** A prod run whose process ends when it is about to hand over the operation of this kind. */
export function runThatEndsBefore(
  stage: Stage,
  plan: PlannedRun,
  kind: OperationKind,
): Promise<RunOutcome> {
  const road = publicationRoad(stage.system.bridge, []);
  const broken: PublicationRoad = {
    authorize: (request) => road.authorize(request),
    submit: (request, planned, receipt) =>
      planned.operation.kind === kind
        ? Promise.reject(new Error('the process is gone'))
        : road.submit(request, planned, receipt),
  };
  return prodRun(stage, plan, { runId: null, sideEffects: new LiveSideEffectPort(broken) });
}

/** A prod run that continues whatever earlier ones left of the plan. */
export async function continuingRun(
  stage: Stage,
  plan: PlannedRun,
  runId: RunId | null = null,
): Promise<RunOutcome> {
  const { store, publisher, bridge } = stage.system;
  const stored = await store.runs.plan(plan.runId);
  if (stored === null) throw new TypeError('the dry run has a plan');
  const earlier = await earlierOperations({
    plan: stored,
    store: store.publisher,
    publisher,
    bridge,
  });
  const road = publicationRoad(bridge, earlier);
  return prodRun(stage, plan, { runId, sideEffects: new LiveSideEffectPort(road, earlier) });
}

/** What a run reports of its operations; throws where it came to none. */
export function reportsOf({ report, refusals, fault }: RunOutcome): readonly OperationReport[] {
  if (report?.kind === 'published') return report.operations;
  throw new Error(refusals.map(({ code, found }) => `${code}: ${found}`).join('; '), {
    cause: fault,
  });
}

function prodRun(
  { system }: Stage,
  { runId: dryRunId }: PlannedRun,
  by: Pick<RunRequest, 'runId' | 'sideEffects'>,
): Promise<RunOutcome> {
  const request = { mode: 'prod', dryRunId, proposer: stageProposer, against: null };
  return system.engine.run({ ...request, ...by });
}
