// SPDX-License-Identifier: Apache-2.0
// An operation explained: its checks, the steps of its journal, what it waits for, and why it did not
// ship.
import type { JsonObject, OperationId } from '@marketops/core';
import type { LoggedRecord } from '@marketops/log';
import type { OperationView, StepView } from '@marketops/publisher';
import { readRecords } from '../act/log-reading.ts';
import { evidenceFiles } from '../act/evidence-files.ts';
import { findPlannedOperation } from '../act/planned-operation.ts';
import { proposerWords } from '../act/proposer-option.ts';
import type { OpenedHome } from '../composition/opened-home.ts';
import { fillIn } from '../face/report-refusals.ts';
import { printable } from '../face/terminal.ts';
import { checkLines } from '../report/check-lines.ts';
import { operationLines } from '../report/operation-lines.ts';
import { latestStanding, plannedStandings, viewOf } from './planned-standing.ts';
import { rulesJson, rulesLines, rulesOnPlan } from './policy-rules.ts';
import { recordsJson, recordsLines, refusalsInRecords } from './records-about.ts';
import { reasonsOf, type ToldThing } from './told-thing.ts';

/** Explains an operation; throws CommandRefused where no plan and no record names it. */
export async function explainOperation(
  home: OpenedHome,
  operationId: OperationId,
): Promise<ToldThing> {
  const records = (await readRecords(home)).filter(
    ({ record }) => record.operationId === operationId,
  );
  const { plan, run, operation } = await findPlannedOperation(home, operationId);
  const view = await viewOf(home, operationId);
  const standings = await plannedStandings(home, plan);
  const own = standings.find(({ planned }) => planned.operation.operationId === operationId);
  const rules = rulesOnPlan(home, plan, await latestStanding(home, plan)).filter(
    ({ operation: asked }) => asked.operationId === operationId,
  );
  const checks = await checksOf(home, operationId);
  const evidence = await evidenceFiles(home, operationId);
  const names = {
    OPERATION: operationId,
    RUN: run.dryRunId ?? run.runId,
    PROPOSER: proposerWords(run.proposer),
  };
  const status = view?.outcome?.status;
  // What was refused before it shipped is history, not a reason.
  const recorded = status === 'success' ? [] : refusalsInRecords(ofThisAttempt(records));
  return {
    kind: 'operation',
    id: operationId,
    state: stateOf(view),
    lines: [
      `of the plan of ${run.runId}`,
      ...operationLines(operation).map((line) => `  ${line}`),
      ...(checks === null ? [] : ['checks at admission:', ...checkLines(checks)]),
      ...(view === null ? [] : viewLines(view)),
      ...rules.flatMap(rulesLines),
      ...recordsLines(records),
      ...evidence.map((path) => `evidence ${path}`),
    ],
    facts: {
      runId: run.runId,
      operation,
      checks: checks?.checks.map((check) => ({ ...check })) ?? null,
      journal: view === null ? null : viewJson(view),
      policy: rules.map(rulesJson),
      records: recordsJson(records),
      evidence,
    },
    reasons: reasonsOf([...(own === undefined ? [] : [own.refused]), ...recorded], names),
    ...(status === 'failed' ? { next: fillIn('marketops plan', names) } : {}),
  };
}

/**
 * What is about the operation since it was admitted, or, where it never was, about anything but advice:
 * what was advised in a dry run is weighed anew instead.
 */
function ofThisAttempt(records: readonly LoggedRecord[]): readonly LoggedRecord[] {
  const admitted = records.findIndex(({ record }) => record.event === 'operation.admitted');
  return records
    .slice(Math.max(admitted, 0))
    .filter(({ record }) => record.event !== 'receipt.denied');
}

function stateOf(view: OperationView | null): string {
  if (view === null) return 'never admitted: nothing was sent to GitHub';
  if (view.outcome !== null) return view.outcome.status;
  if (view.waiting !== null) return `waits until ${view.waiting.until} (${view.waiting.cause})`;
  return view.heldBy === null ? 'open, and nobody works on it' : `under way in ${view.heldBy}`;
}

async function checksOf({ store }: OpenedHome, operationId: OperationId) {
  const stored = await store.publisher.transaction((transaction) =>
    transaction.operation(operationId),
  );
  return stored?.admitted.checks ?? null;
}

function viewLines(view: OperationView): readonly string[] {
  const { admittedAt, effectDeadline, receiptId, steps, waiting } = view;
  return [
    `admitted at ${admittedAt} by receipt ${receiptId}; effect until ${effectDeadline}`,
    ...steps.map(stepLine),
    ...(waiting === null
      ? []
      : [`  waits in ${waiting.step} until ${waiting.until}: ${printable(waiting.cause)}`]),
  ];
}

function stepLine({ step, attempts, event, at, note }: StepView): string {
  const tail = note === null || note === '' ? '' : `  ${printable(note)}`;
  return `  ${at}  ${step}  ${event} after ${attempts} attempts${tail}`;
}

function viewJson(view: OperationView): JsonObject {
  const { admittedAt, effectDeadline, receiptId, heldBy, steps, waiting, outcome } = view;
  return {
    admittedAt,
    effectDeadline,
    receiptId,
    heldBy,
    steps: steps.map((step) => ({ ...step })),
    waiting: waiting === null ? null : { ...waiting },
    status: outcome?.status ?? null,
    url: outcome?.result?.url ?? null,
    logIndex: outcome?.logIndex ?? null,
  };
}
