// SPDX-License-Identifier: Apache-2.0
// How every rule of the policy stands to each operation of a run, with the approvals given so far.
import { findRun, readRunId } from '../act/stored-run.ts';
import type { OpenedHome } from '../composition/opened-home.ts';
import { latestStanding } from '../explain/planned-standing.ts';
import { rulesJson, rulesLines, rulesOnPlan } from '../explain/policy-rules.ts';
import { done, type CommandResult } from '../face/command-result.ts';

/** Explains the policy on a run's plan. */
export async function explainPolicy(home: OpenedHome, runText: string): Promise<CommandResult> {
  const runId = readRunId(runText);
  const { plan } = await findRun(home, runId);
  const rules = rulesOnPlan(home, plan, await latestStanding(home, plan));
  return done(
    { runId, operations: rules.map(rulesJson) },
    rules.flatMap(rulesLines),
    `marketops explain ${runId}`,
  );
}
