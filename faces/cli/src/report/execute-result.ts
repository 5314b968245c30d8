// SPDX-License-Identifier: Apache-2.0
// What `marketops execute` answers: how each operation ended, in this run or before it, and what comes
// next.
import { type Instant, type OperationId } from '@marketops/core';
import type { OperationReport, RunOutcome } from '@marketops/engine';
import { refuse, type CommandResult, type NextNames } from '../face/command-result.ts';
import { asError } from '../face/fault.ts';
import { explainAll, explanationLine, fillIn } from '../face/report-refusals.ts';
import { shellWord } from '../face/shell-word.ts';
import type { Terminal } from '../face/terminal.ts';
import { differenceLines } from './difference-lines.ts';
import { exitOfOperations } from './exit-of-operations.ts';
import { reportJson, reportLines } from './outcome-lines.ts';

/** What is known beside the outcome of a run. */
export interface ExecutedBeside {
  /** Paths of the evidence packs. */
  readonly evidence: readonly string[];
  /** When operations ended that had ended before the command began. */
  readonly ended: ReadonlyMap<OperationId, Instant>;
  /** Whose approval is missing, one line each. */
  readonly waitsFor: readonly string[];
  /** `RUN` is the dry run and `PROPOSER` its proposer. */
  readonly names: NextNames;
}

/** The answer to a prod run; throws CommandRefused where it did not come to its operations. */
export function executeResult(
  outcome: RunOutcome,
  beside: ExecutedBeside,
  terminal: Pick<Terminal, 'progress'>,
): CommandResult {
  const { run, report, refusals, difference, fault } = outcome;
  if (fault !== null) throw asError(fault);
  if (report?.kind !== 'published') {
    for (const line of difference === null ? [] : differenceLines(difference, false))
      terminal.progress(line);
    const [first, ...more] = refusals;
    if (first === undefined) throw new Error('a run that published nothing gave no reason');
    return refuse(first, ...more);
  }
  const { operations } = report;
  const { evidence, ended, waitsFor, names } = beside;
  const at = ({ operationId }: OperationReport): Instant | null => ended.get(operationId) ?? null;
  const never = explainAll(refusals, names);
  return {
    exit: exitOfOperations(operations),
    json: {
      runId: run?.runId ?? null,
      operations: operations.map((one) => reportJson(one, at(one))),
      evidence,
      ...(never.length === 0 ? {} : { neverTried: never }),
    },
    lines: [
      ...operations.flatMap((one) => reportLines(one, at(one))),
      ...never.map((reason) => `never tried: ${explanationLine(reason)}`),
      ...waitsFor,
      ...evidence.map((path) => `evidence ${path}`),
    ],
    next: nextOf(operations, beside),
  };
}

function nextOf(
  operations: readonly OperationReport[],
  { evidence, ended, names }: ExecutedBeside,
): string | null {
  const unknown = operations.find(({ status }) => status === 'outcome_unknown');
  if (unknown !== undefined) return `marketops reconcile ${unknown.operationId}`;
  const unsuccessful = operations.filter(({ status }) => status !== 'success');
  const over = unsuccessful.some(({ operationId }) => ended.has(operationId));
  // What ended is never tried again under its plan: a new plan asks for new approvals.
  if (over) return fillIn('marketops plan', names);
  const [first] = unsuccessful;
  if (first !== undefined) {
    const named = { ...names, OPERATION: first.operationId };
    const [reason] = explainAll(
      unsuccessful.flatMap(({ refusals }) => refusals),
      named,
    );
    return reason?.next ?? `marketops explain ${first.operationId}`;
  }
  return evidence[0] === undefined
    ? null
    : `marketops verify ${shellWord(evidence[0])} --trust FILE`;
}
