// SPDX-License-Identifier: Apache-2.0
// `marketops execute RUN --mode prod`: publishes exactly what was approved. Without `--mode prod`
// nothing is published, and the answer says so.
import { isProd, refusal } from '@marketops/core';
import type { RunRecord } from '@marketops/engine';
import { endedBefore } from '../act/ended-before.ts';
import { missingApprovals } from '../act/missing-approvals.ts';
import { findProdBasis, type ProdBasis } from '../act/prod-basis.ts';
import { inProject, projectOption, readProjectFolder } from '../act/project-option.ts';
import { proposerWords } from '../act/proposer-option.ts';
import { findRunRecord, planOfRun, readRunId, requireOperations } from '../act/stored-run.ts';
import { openInterruption, type OpenInterruption } from '../composition/interruption.ts';
import { writeEvidenceOfRun } from '../composition/run-evidence.ts';
import { withHome, type OpenedHome } from '../composition/opened-home.ts';
import { prodRun } from '../composition/prod-run.ts';
import { AnswerStands } from '../face/answer-stands.ts';
import { about, CommandRefused, type CommandResult } from '../face/command-result.ts';
import type { Terminal } from '../face/terminal.ts';
import type { CommandContext, RegisterCommand } from '../program.ts';
import { executeResult } from '../report/execute-result.ts';
import { progressListener } from '../report/progress-line.ts';
import { runEventLine, runHasResult } from '../report/run-lines.ts';

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
    .option(...projectOption)
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
  const project = await readProjectFolder(options.project);
  using interruption = openInterruption(`marketops execute ${named} --mode prod`);
  return await withHome(context.settings(), async (home) => {
    const basis = await findProdBasis(home, named);
    const dryRun = await findRunRecord(home, basis.dryRunId);
    const names = { RUN: basis.dryRunId, PROPOSER: proposerWords(dryRun.proposer) };
    const { terminal } = context;
    const publishing = {
      basis,
      dryRun,
      names,
      mode: options.mode,
      project,
      interruption,
      terminal,
    };
    return about(names, () => inProject(project, () => publish(home, publishing)));
  });
}

interface Publishing {
  readonly basis: ProdBasis;
  readonly dryRun: RunRecord;
  readonly names: { readonly RUN: string; readonly PROPOSER: string };
  readonly mode: string;
  readonly project: string;
  readonly interruption: OpenInterruption;
  readonly terminal: Terminal;
}

async function publish(home: OpenedHome, publishing: Publishing): Promise<CommandResult> {
  const { basis, dryRun, names, mode, project, interruption, terminal } = publishing;
  const plan = await planOfRun(home, basis.dryRunId);
  if (plan !== null) requireOperations(plan);
  const began = home.machine.clock.now();
  const running = prodRun(home, {
    mode,
    project,
    proposer: dryRun.proposer,
    ...basis,
    observer: {
      onEvent: (event) => {
        if (runHasResult(event)) interruption.ignore();
        terminal.progress(runEventLine(event));
      },
    },
    listener: progressListener(terminal),
  });
  const outcome = await interruption.until(running);
  interruption.ignore();
  const { report } = outcome;
  const reports = report?.kind === 'published' ? report.operations : [];
  const { paths: evidence, undone } = await writeEvidenceOfRun(home, outcome);
  const beside = {
    evidence,
    ended: await endedBefore(home, reports, began),
    waitsFor: await missingApprovals(home, basis.dryRunId, reports),
    names,
  };
  const answer = executeResult(outcome, beside, terminal);
  if (undone !== null) throw new AnswerStands(answer, undone);
  return answer;
}
