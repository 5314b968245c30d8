// SPDX-License-Identifier: Apache-2.0
// A run explained: its timeline, each of its operations, and for whatever did not ship why not.
import type { JsonObject, RunId } from '@marketops/core';
import type { RunRecord } from '@marketops/engine';
import type { LoggedRecord } from '@marketops/log';
import { readRecords } from '../act/log-reading.ts';
import { findRunRecord, planOfRun } from '../act/stored-run.ts';
import type { OpenedHome } from '../composition/opened-home.ts';
import { printable } from '../face/terminal.ts';
import { notShippedRefusals } from '../report/not-shipped.ts';
import { runEventLine } from '../report/run-lines.ts';
import { latestStanding, plannedStandings, type PlannedStanding } from './planned-standing.ts';
import { rulesJson, rulesLines, rulesOnPlan } from './policy-rules.ts';
import { recordsJson, recordsLines, refusalsInRecords } from './records-about.ts';
import { reasonsOf, type ToldThing } from './told-thing.ts';

/** Explains a run; throws CommandRefused where there is none. */
export async function explainRun(home: OpenedHome, runId: RunId): Promise<ToldThing> {
  const run = await findRunRecord(home, runId);
  const plan = await planOfRun(home, runId);
  const operations = plan === null ? [] : await plannedStandings(home, plan);
  const rules = plan === null ? [] : rulesOnPlan(home, plan, await latestStanding(home, plan));
  const records = (await readRecords(home)).filter(({ record }) => record.runId === runId);
  const events = await home.store.runs.events(runId, 0);
  const reasons = reasonsOf(
    [
      { refusals: run.refusals, evidence: [`run ${runId}`] },
      {
        refusals: plan === null ? [] : notShippedRefusals(plan),
        evidence: [`plan of ${runId}`],
      },
      ...operations.map(({ refused }) => refused),
      ...refusalsInRecords(aboutUnshipped(records, operations)),
    ],
    { RUN: run.dryRunId ?? runId },
  );
  return {
    kind: 'run',
    id: runId,
    state: stateOf(run),
    lines: [
      ...runLines(run),
      ...events.map((event) => `  ${runEventLine(event)}`),
      ...operations.map(operationLine),
      ...rules.flatMap(rulesLines),
      ...recordsLines(records),
    ],
    facts: {
      run,
      timeline: events,
      operations: operations.map(operationJson),
      policy: rules.map(rulesJson),
      records: recordsJson(records),
    },
    reasons,
  };
}

/**
 * Refusals that still stand in the way: rejections of operations that have not shipped, and of
 * approvals while something lacks them. What was advised earlier is weighed anew instead.
 */
function aboutUnshipped(
  records: readonly LoggedRecord[],
  operations: readonly PlannedStanding[],
): readonly LoggedRecord[] {
  const unshipped = new Set<string | null>(
    operations
      .filter(({ view }) => view?.outcome?.status !== 'success')
      .map(({ planned }) => planned.operation.operationId),
  );
  const waiting = operations.some(
    ({ view, refused }) => view === null && refused.refusals.length > 0,
  );
  return records.filter(({ record: { event, operationId } }) =>
    event === 'approval.refused'
      ? waiting
      : event !== 'receipt.denied' && unshipped.has(operationId),
  );
}

function stateOf({ mode, status }: RunRecord): string {
  if (status !== 'completed') return `${mode} ${status}`;
  return mode === 'prod' ? 'prod completed' : 'dry_run completed: nothing was sent to GitHub';
}

function runLines({ proposer, dryRunId, repository, openedAt, planDigest }: RunRecord) {
  const behind = proposer.onBehalfOf === null ? '' : ` for ${proposer.onBehalfOf}`;
  return [
    `proposed by ${proposer.kind} ${proposer.id}${behind} at ${openedAt}`,
    `repository ${repository ?? 'not known'}; plan ${planDigest ?? 'none'}`,
    ...(dryRunId === null ? [] : [`carries out the plan of ${dryRunId}`]),
  ];
}

function operationLine({ planned, view, refused }: PlannedStanding): string {
  const { kind, operationId } = planned.operation;
  return `${kind.padEnd(16)}${operationId}  ${standingWord({ planned, view, refused })}  ${printable(view?.outcome?.result?.url ?? '')}`.trimEnd();
}

function operationJson({ planned, view, refused }: PlannedStanding): JsonObject {
  const { kind, operationId } = planned.operation;
  return {
    operationId,
    operationKind: kind,
    standing: standingWord({ planned, view, refused }),
    url: view?.outcome?.result?.url ?? null,
  };
}

function standingWord({ view, refused }: PlannedStanding): string {
  if (view !== null) return view.outcome?.status ?? 'under way';
  return refused.refusals.length === 0 ? 'could be authorized' : 'not authorized';
}
