// SPDX-License-Identifier: Apache-2.0
// Compares what a run arrived at with an earlier plan. Both sides are drawn from the earlier plan's
// seeds, so that new ids and a new date are no difference.
import { parsePlan, type PublicationPlan } from '@marketops/core';
import { composeOperations } from '../compose/compose-operations.ts';
import { planChanges } from '../plan/plan-changes.ts';
import type { PlanChange } from '../plan/plan-difference.ts';
import type { Evaluation } from '../stage/evaluate.ts';
import { composePlan } from '../stage/plan.ts';
import { select } from '../stage/select.ts';
import type { StageContext } from '../stage/stage-context.ts';
import { verify } from '../stage/verify.ts';
import type { EarlierPlan } from './run-basis.ts';

/** The difference from the earlier plan; null where either cannot be read or composed. */
export async function compareWithEarlier(
  context: Pick<StageContext, 'proposer'>,
  evaluation: Evaluation,
  earlier: EarlierPlan,
): Promise<readonly PlanChange[] | null> {
  const before = parsePlan(earlier.bytes);
  const after = await recompose(context, evaluation, earlier);
  return before.ok && after !== null ? planChanges(before.value, after) : null;
}

async function recompose(
  { proposer }: Pick<StageContext, 'proposer'>,
  { verification, policy, forecast }: Evaluation,
  { seeds }: EarlierPlan,
): Promise<PublicationPlan | null> {
  const selection = select(verification.selection.discovery, seeds);
  const verified = selection.ok ? await verify(selection.value) : selection;
  if (!verified.ok) return null;
  const operations = composeOperations(verified.value, seeds);
  const evaluation = { verification: verified.value, operations, policy, forecast };
  return composePlan({ seeds, proposer }, evaluation);
}
