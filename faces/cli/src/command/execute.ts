// SPDX-License-Identifier: Apache-2.0
// `marketops execute RUN --mode prod`: publishes exactly what was approved. Without `--mode prod`
// nothing is published, and the answer says so.
import { resolve } from 'node:path';
import { isProd, refusal } from '@marketops/core';
import type { RunOutcome } from '@marketops/engine';
import { findProdBasis } from '../act/prod-basis.ts';
import { readRunId } from '../act/stored-run.ts';
import { interruptible } from '../composition/interruption.ts';
import { writeEvidenceOfRun } from '../composition/run-evidence.ts';
import { withHome } from '../composition/opened-home.ts';
import { prodRun } from '../composition/prod-run.ts';
import { about, CommandRefused, refuse, type CommandResult } from '../face/command-result.ts';
import { asError } from '../face/fault.ts';
import type { Terminal } from '../face/terminal.ts';
import type { CommandContext, RegisterCommand } from '../program.ts';
import { differenceLines } from '../report/difference-lines.ts';
import { exitOfOperations } from '../report/exit-of-operations.ts';
import { reportJson, reportLines } from '../report/outcome-lines.ts';
import { progressListener } from '../report/progress-line.ts';
import { runEventLine } from '../report/run-lines.ts';

interface ExecuteOptions {
  readonly mode: string;
  readonly project: string;
}

/** Adds `execute`. */
export const executeCommand: RegisterCommand = (parent, run) => {
  parent
    .command('execute')
    .description('publish an approved plan; only with --mode prod')
    .argument('<run>', 'the approved dry run, or the run of `marketops authorize`')
    .option('--mode <mode>', 'exactly prod, or nothing is published', 'dry_run')
    .option('--project <folder>', 'the folder that holds marketops.yaml', '.')
    .action(
      run((context, runId: string, options: ExecuteOptions) =>
        about({ RUN: runId }, () => execute(context, runId, options)),
      ),
    );
};

async function execute(context: CommandContext, runText: string, options: ExecuteOptions) {
  const named = readRunId(runText);
  if (!isProd(options.mode)) {
    const details = { subject: '--mode', expected: 'exactly prod', found: options.mode };
    const next = `marketops execute ${named} --mode prod`;
    throw new CommandRefused([refusal('mode.not_prod', details)], { next });
  }
  return withHome(context.settings(), async (home) => {
    const basis = await findProdBasis(home, named);
    const dryRun = await home.store.runs.run(basis.dryRunId);
    if (dryRun === null) throw new Error(`${basis.dryRunId} is gone from the store`);
    const { terminal } = context;
    const publishing = prodRun(home, {
      mode: options.mode,
      project: resolve(options.project),
      proposer: dryRun.proposer,
      ...basis,
      observer: { onEvent: (event) => terminal.progress(runEventLine(event)) },
      listener: progressListener(terminal),
    });
    const outcome = await interruptible(publishing);
    const evidence = await writeEvidenceOfRun(home, outcome);
    return executeResult(outcome, evidence, terminal);
  });
}

function executeResult(
  outcome: RunOutcome,
  evidence: readonly string[],
  terminal: Terminal,
): CommandResult {
  const { run, report, refusals, difference, fault } = outcome;
  if (fault !== null) throw asError(fault);
  if (run === null || report?.kind !== 'published') {
    for (const line of difference === null ? [] : differenceLines(difference))
      terminal.progress(line);
    const [first, ...more] = refusals;
    if (first === undefined) throw new Error('a run that published nothing gave no reason');
    return refuse(first, ...more);
  }
  const { operations } = report;
  return {
    exit: exitOfOperations(operations),
    json: { runId: run.runId, operations: operations.map(reportJson), evidence },
    lines: [...operations.flatMap(reportLines), ...evidence.map((path) => `evidence ${path}`)],
    next: evidence[0] === undefined ? null : `marketops verify ${evidence[0]} --trust FILE`,
  };
}
