// SPDX-License-Identifier: Apache-2.0
// Stage 4. Completes the operations and asks policy what it would say of them today. The answer is a
// forecast beside the plan: the Federation Core weighs the sealed plan again before it mints.
import type { PlannedOperation, PolicyReference } from '@marketops/core';
import { composeOperations } from '../compose/compose-operations.ts';
import type { OperationWeighing } from '../port/policy-weigher.ts';
import type { Forecast } from '../run/run-record.ts';
import { completed, failed, type StageContext, type StageResult } from './stage-context.ts';
import type { Verification } from './verify.ts';

/** Characters of an approvals rule in words, as a run record keeps them. */
const approvalsCharactersMax = 500;

/** What policy would say. */
export interface Evaluation {
  readonly verification: Verification;
  readonly operations: readonly PlannedOperation[];
  readonly policy: PolicyReference;
  readonly forecast: readonly Forecast[];
}

/** Evaluates; refuses where policy cannot be asked, since a layer that is missing could forbid. */
export async function evaluate(
  context: StageContext,
  verification: Verification,
): Promise<StageResult<Evaluation>> {
  const { seeds, proposer, clock, weigher } = context;
  const { reader, head } = verification.selection.discovery;
  const operations = composeOperations(verification, seeds);
  const weighed = await weigher.weigh({
    repository: reader.identity,
    sourceCommit: head.commit,
    proposer,
    plannedAt: seeds.plannedAt,
    now: clock.now(),
    facts: verification.facts,
    operations: operations.map(({ operation }) => operation),
  });
  if (!weighed.ok) return failed(...weighed.refusals);
  const { policy } = weighed.value;
  const forecast = matchForecast(operations, weighed.value.operations);
  const denied = forecast.filter(({ decision }) => decision === 'deny').length;
  const summary = `policy version ${policy.version} (${policy.engine}): ${forecast.length - denied} permitted, ${denied} denied`;
  return completed({ verification, operations, policy, forecast }, summary);
}

/** An operation that policy said nothing about counts as denied: absence is no permission. */
function matchForecast(
  operations: readonly PlannedOperation[],
  weighings: readonly OperationWeighing[],
): readonly Forecast[] {
  const answers = new Map(weighings.map((weighing) => [weighing.operationId, weighing]));
  return operations.map(({ operation: { operationId, kind } }) => {
    const answer = answers.get(operationId);
    return {
      operationId,
      operationKind: kind,
      decision: answer?.decision ?? 'deny',
      refusals: answer?.refusals ?? [],
      approvals: (answer?.approvals ?? '').slice(0, approvalsCharactersMax).toWellFormed(),
    };
  });
}
