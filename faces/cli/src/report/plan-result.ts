// SPDX-License-Identifier: Apache-2.0
// What `marketops plan` answers: the plan, what policy would say today, and what comes next.
import { EXIT_CODES, planDigest, reasonEntry, type JsonObject } from '@marketops/core';
import type { RunOutcome, RunRecord } from '@marketops/engine';
import { CommandRefused, type CommandResult } from '../face/command-result.ts';
import { asError } from '../face/fault.ts';
import { explainAll, explanationLine } from '../face/report-refusals.ts';
import { differenceJson, differenceLines } from './difference-lines.ts';
import { planLines } from './plan-lines.ts';

/** The answer to a dry run; throws CommandRefused where no plan came about. */
export function planResult(outcome: RunOutcome): CommandResult {
  const { run, sealed, refusals, difference, fault } = outcome;
  if (fault !== null) throw asError(fault);
  if (run === null || sealed === null) {
    const [first, ...more] = refusals;
    if (first === undefined) throw new Error('a run without a plan gave no reason');
    throw new CommandRefused([first, ...more]);
  }
  const names = { RUN: run.runId };
  const notices = explainAll(run.notices, names);
  const denials = run.forecast.filter(({ decision }) => decision === 'deny');
  const reasons = denials.flatMap((denied) => explainAll(denied.refusals, names));
  const json: JsonObject = {
    runId: run.runId,
    mode: run.mode,
    planDigest: planDigest(sealed.plan),
    plan: sealed.plan,
    forecast: forecastJson(run),
    notices,
    ...(difference === null ? {} : { difference: differenceJson(difference) }),
  };
  const [denial] = denials;
  const exit = denial === undefined ? EXIT_CODES.done : exitOf(denial.refusals);
  return {
    exit,
    json,
    lines: [
      ...planLines(sealed.plan),
      ...run.forecast.map(
        ({ operationKind, decision, approvals }) =>
          `${operationKind}: policy would ${decision === 'permit' ? 'permit it' : 'deny it'}; approvals: ${approvals}`,
      ),
      ...reasons.map((reason) => `  ${explanationLine(reason)}`),
      ...notices.map((notice) => `notice: ${explanationLine(notice)}`),
      ...(difference === null ? [] : differenceLines(difference)),
      `run ${run.runId} (dry run): nothing was sent to GitHub`,
    ],
    next: reasons[0]?.next ?? `marketops approve ${run.runId} --key FILE`,
  };
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

function exitOf(refusals: RunRecord['refusals']) {
  const [first] = refusals;
  return first === undefined ? EXIT_CODES.denied : reasonEntry(first.code).exit;
}
