// SPDX-License-Identifier: Apache-2.0
// A run explained: its timeline, each of its operations, and for whatever did not ship why not.
import type { JsonObject, RunId } from '@marketops/core';
import type { RunRecord } from '@marketops/engine';
import type { LoggedRecord } from '@marketops/log';
import { evidenceFiles } from '../act/evidence-files.ts';
import { readRecords } from '../act/log-reading.ts';
import { proposerWords } from '../act/proposer-option.ts';
import { findRunRecord, planOfRun } from '../act/stored-run.ts';
import type { OpenedHome } from '../composition/opened-home.ts';
import type { NextNames } from '../face/command-result.ts';
import { fillIn } from '../face/report-refusals.ts';
import { shellWord } from '../face/shell-word.ts';
import { printable } from '../face/terminal.ts';
import { notShippedRefusals } from '../report/not-shipped.ts';
import { runEventLine } from '../report/run-lines.ts';
import { explainAuthorizedRun } from './explain-authorized-run.ts';
import { latestStanding, plannedStandings, type PlannedStanding } from './planned-standing.ts';
import { rulesJson, rulesLines, rulesOnPlan } from './policy-rules.ts';
import { recordsJson, recordsLines, refusalsInRecords } from './records-about.ts';
import { notesOf, reasonsOf, type ToldThing } from './told-thing.ts';

/** Explains a run; throws CommandRefused where there is none. */
export async function explainRun(home: OpenedHome, runId: RunId): Promise<ToldThing> {
  if ((await home.store.runs.run(runId)) === null) {
    const authorized = await explainAuthorizedRun(home, runId);
    if (authorized !== null) return authorized;
  }
  const run = await findRunRecord(home, runId);
  const plan = await planOfRun(home, runId);
  const operations = plan === null ? [] : await plannedStandings(home, plan);
  const rules = plan === null ? [] : rulesOnPlan(home, plan, await latestStanding(home, plan));
  const records = (await readRecords(home)).filter(({ record }) => record.runId === runId);
  const events = await home.store.runs.events(runId, 0);
  const names = { RUN: run.dryRunId ?? runId, PROPOSER: proposerWords(run.proposer) };
  const notShipped = {
    refusals: plan === null ? [] : notShippedRefusals(plan),
    evidence: [`plan of ${runId}`],
  };
  const recorded = [
    { refusals: run.refusals, evidence: [`run ${runId}`] },
    notShipped,
    ...operations.map(({ refused }) => refused),
    ...refusalsInRecords(aboutUnshipped(records, operations)),
  ];
  const shipped = isShipped(operations);
  const next = shipped ? await verification(home, operations) : nextOf(run, { operations, names });
  return {
    kind: 'run',
    id: runId,
    state: shipped ? shippedState : stateOf(run),
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
    // What was refused before it shipped is history, not a reason.
    reasons: shipped ? [] : reasonsOf(recorded, names),
    notes: notesOf([notShipped], names),
    ...(next === undefined ? {} : { next }),
  };
}

const shippedState = 'it shipped: every operation of its plan succeeded';

function isShipped(operations: readonly PlannedStanding[]): boolean {
  return (
    operations.length > 0 && operations.every(({ view }) => view?.outcome?.status === 'success')
  );
}

/** The command that verifies the last pack; null where none was written. */
async function verification(
  home: OpenedHome,
  operations: readonly PlannedStanding[],
): Promise<string | null> {
  const last = operations.at(-1)?.planned.operation.operationId;
  const [pack] = last === undefined ? [] : await evidenceFiles(home, last);
  return pack === undefined ? null : `marketops verify ${shellWord(pack)} --trust FILE`;
}

/** What resolves a run that reasons alone do not; undefined where the first reason says it. */
function nextOf(
  { mode, status, dryRunId }: RunRecord,
  told: { readonly operations: readonly PlannedStanding[]; readonly names: NextNames },
): string | undefined {
  const statuses = told.operations.map(({ view }) => view?.outcome?.status);
  if (statuses.includes('outcome_unknown')) return undefined;
  if (statuses.includes('failed')) return fillIn('marketops plan', told.names);
  if (status !== 'running') return undefined;
  return mode === 'prod' && dryRunId !== null
    ? `marketops execute ${dryRunId} --mode prod`
    : fillIn('marketops plan', told.names);
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
  if (status === 'running') {
    return mode === 'prod'
      ? 'prod under way or interrupted'
      : 'dry_run under way, or ended early: nothing was sent to GitHub';
  }
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
