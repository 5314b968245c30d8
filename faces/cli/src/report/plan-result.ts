// SPDX-License-Identifier: Apache-2.0
// What `marketops plan` answers: the plan, what would not ship, what policy would say today, and what
// comes next.
import {
  EXIT_CODES,
  planDigest,
  reasonEntry,
  type ExitCode,
  type JsonObject,
  type PublicationPlan,
  type Refusal,
} from '@marketops/core';
import type { RunOutcome, RunRecord } from '@marketops/engine';
import { proposerWords } from '../act/proposer-option.ts';
import { CommandRefused, type CommandResult } from '../face/command-result.ts';
import { asError } from '../face/fault.ts';
import { explainAll, explanationLine } from '../face/report-refusals.ts';
import { differenceJson, differenceLines } from './difference-lines.ts';
import { blockersOf } from './not-shipped.ts';
import { planLines } from './plan-lines.ts';

/**
 * The answer to a dry run that may have been compared with another run; throws CommandRefused where no
 * plan came about.
 */
export function planResult(outcome: RunOutcome, against: RunRecord | null): CommandResult {
  const { run, sealed, refusals, difference, fault } = outcome;
  if (fault !== null) throw asError(fault);
  if (run === null || sealed === null) {
    const [first, ...more] = refusals;
    if (first === undefined) throw new Error('a run without a plan gave no reason');
    throw new CommandRefused([first, ...more]);
  }
  const { plan } = sealed;
  const names = { RUN: run.runId, PROPOSER: proposerWords(run.proposer) };
  const objections = [...blockersOf(plan), ...denialsOf(run)];
  const reasons = explainAll(objections, names);
  const notices = explainAll(run.notices, names);
  return {
    exit: exitOf(objections),
    json: {
      runId: run.runId,
      mode: run.mode,
      planDigest: planDigest(plan),
      plan,
      forecast: forecastJson(run),
      notices,
      ...(difference === null ? {} : { difference: differenceJson(difference) }),
      refusals: reasons,
    },
    lines: [
      ...planLines(plan),
      ...run.forecast.map(
        ({ operationKind, decision, approvals }) =>
          `${operationKind}: policy would ${decision === 'permit' ? 'permit it' : 'deny it'}; approvals: ${approvals}`,
      ),
      ...explainAll(denialsOf(run), names).map((reason) => `  ${explanationLine(reason)}`),
      ...notices.map((notice) => `notice: ${explanationLine(notice)}`),
      ...comparisonLines(difference, { run, against }),
      `run ${run.runId} (dry run): nothing was sent to GitHub`,
    ],
    next: reasons[0]?.next ?? nextOf(plan, run),
  };
}

function comparisonLines(
  difference: RunOutcome['difference'],
  { run, against }: { readonly run: RunRecord; readonly against: RunRecord | null },
): readonly string[] {
  if (difference === null) return [];
  const sameBytes = run.planDigest !== null && run.planDigest === against?.planDigest;
  const lines = differenceLines(difference, sameBytes);
  if (against === null || sameBytes) return lines;
  return [...lines, `approvals of ${against.runId} do not count for this plan`];
}

function denialsOf({ forecast }: RunRecord): readonly Refusal[] {
  return forecast.filter(({ decision }) => decision === 'deny').flatMap(({ refusals }) => refusals);
}

function exitOf([first]: readonly Refusal[]): ExitCode {
  return first === undefined ? EXIT_CODES.done : reasonEntry(first.code).exit;
}

function nextOf({ operations }: PublicationPlan, { runId }: RunRecord): string | null {
  return operations.length === 0 ? null : `marketops approve ${runId} --key FILE`;
}

function forecastJson({ forecast }: RunRecord): readonly JsonObject[] {
  return forecast.map(({ operationId, operationKind, decision, approvals, refusals }) => ({
    operationId,
    operationKind,
    decision,
    approvals,
    refusals: explainAll(refusals),
  }));
}
