// SPDX-License-Identifier: Apache-2.0
// Runs of the sample project, as most tests of the engine make them.
import type { JsonObject, JsonValue, NotShipped, Proposer, RunId } from '@marketops/core';
import { parsePersonId } from '@marketops/core';
import {
  LiveSideEffectPort,
  MarketOpsEngine,
  NullSinkSideEffectPort,
  type PublicationRoad,
  type RunOutcome,
} from '@marketops/engine';
import { must, sampleConfig, type SampleProject } from '@marketops/testkit';

/** Who proposes in these tests. */
export const sampleProposer: Proposer = {
  kind: 'agent',
  id: must(parsePersonId('helper')),
  onBehalfOf: must(parsePersonId('carol')),
};

/** One dry run of a project, compared with an earlier run where one is given. */
export function dryRun(sample: SampleProject, against: RunId | null = null): Promise<RunOutcome> {
  return new MarketOpsEngine(sample).run({
    mode: 'dry_run',
    runId: null,
    proposer: sampleProposer,
    dryRunId: null,
    against,
    sideEffects: new NullSinkSideEffectPort(),
  });
}

/** One prod run of what a dry run planned. */
export function prodRun(
  sample: SampleProject,
  dryRunId: RunId | null,
  road: PublicationRoad,
): Promise<RunOutcome> {
  return new MarketOpsEngine(sample).run({
    mode: 'prod',
    runId: null,
    proposer: sampleProposer,
    dryRunId,
    against: null,
    sideEffects: new LiveSideEffectPort(road),
  });
}

/** The id of a run that was opened. */
export function runIdOf(outcome: RunOutcome): RunId {
  if (outcome.run === null) throw new TypeError('expected a run that was opened');
  return outcome.run.runId;
}

/** What a dry run of a project leaves out. */
export async function notShippedOf(sample: SampleProject): Promise<readonly NotShipped[]> {
  const { sealed, refusals } = await dryRun(sample);
  if (sealed === null) throw new TypeError(`expected a plan, found ${JSON.stringify(refusals)}`);
  return sealed.plan.notShipped;
}

/** The sample configuration with one operation's members replaced. */
export function configWithOperation(
  name: 'tag' | 'release' | 'docs',
  members: { readonly [member: string]: JsonValue },
): JsonObject {
  const operations = sampleConfig['operations'];
  if (!Array.isArray(operations)) throw new TypeError('expected operations');
  return {
    ...sampleConfig,
    operations: operations.map((operation: JsonObject) =>
      operation['name'] === name ? { ...operation, ...members } : operation,
    ),
  };
}
