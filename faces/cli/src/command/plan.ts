// SPDX-License-Identifier: Apache-2.0
// `marketops plan`: the dry run. Seven stages, no side effect, no credential that can write.
import { refusal, type RunId } from '@marketops/core';
import { lastShippedRun } from '@marketops/engine';
import { inProject, projectOption, readProjectFolder } from '../act/project-option.ts';
import { proposerWords, readProposer } from '../act/proposer-option.ts';
import { readRunId } from '../act/stored-run.ts';
import { planningWithoutToken } from '../composition/anonymous-budget.ts';
import { dryRun } from '../composition/dry-run.ts';
import { readingCredential } from '../composition/github.ts';
import { openInterruption } from '../composition/interruption.ts';
import { withHome, type OpenedHome } from '../composition/opened-home.ts';
import { about, refuse } from '../face/command-result.ts';
import { textOf } from '../home/settings.ts';
import type { CommandContext, RegisterCommand } from '../program.ts';
import { planResult } from '../report/plan-result.ts';
import { runEventLine, runHasResult } from '../report/run-lines.ts';

interface PlanOptions {
  readonly project: string;
  readonly proposer?: string;
  readonly onBehalfOf?: string;
  readonly against?: string;
}

const lastShipped = 'last-shipped';

/** Adds `plan`. */
export const planCommand: RegisterCommand = (parent, run) => {
  parent
    .command('plan')
    .description('dry run: show what would be published, and publish nothing')
    .option('--proposer <kind:id>', 'agent:ID, workflow:ID or person:ID (MARKETOPS_PROPOSER)')
    .option('--on-behalf-of <person>', 'who is behind an agent (MARKETOPS_ON_BEHALF_OF)')
    .option(...projectOption)
    .option('--against <run>', `show what differs from the plan of a run, or of ${lastShipped}`)
    .action(run(plan));
};

async function plan(context: CommandContext, options: PlanOptions) {
  const { terminal } = context;
  const settings = context.settings();
  const { environment } = settings;
  const named = options.proposer ?? textOf(environment, 'MARKETOPS_PROPOSER');
  const behind = options.onBehalfOf ?? textOf(environment, 'MARKETOPS_ON_BEHALF_OF');
  const proposer = readProposer(named, behind ?? undefined);
  const project = await readProjectFolder(options.project);
  const compared = options.against ?? lastShipped;
  const earlier = compared === lastShipped ? null : readRunId(compared);
  const names = { PROPOSER: proposerWords(proposer) };
  using interruption = openInterruption(`marketops plan --proposer ${names.PROPOSER}`);
  const planned = withHome(settings, async (home) => {
    const { kind } = await readingCredential(settings);
    if (kind === 'none') terminal.progress(planningWithoutToken);
    const against = options.against === lastShipped ? await shippedRun(home) : earlier;
    const planning = dryRun(home, {
      project,
      proposer,
      against,
      observer: {
        onEvent: (event) => {
          if (runHasResult(event)) interruption.ignore();
          terminal.progress(runEventLine(event));
        },
      },
    });
    const outcome = await interruption.until(planning);
    interruption.ignore();
    return planResult(outcome, against === null ? null : await home.store.runs.run(against));
  });
  return await about(names, () => inProject(project, () => planned));
}

/** The newest run of this home's repositories that shipped whole; throws where there is none. */
async function shippedRun({ store, pins }: OpenedHome): Promise<RunId> {
  for (const { fullName } of pins.repositories) {
    const run = await lastShippedRun(store.runs, fullName);
    if (run !== null) return run.runId;
  }
  const details = { subject: '--against', expected: 'a run that shipped', found: 'none' };
  return refuse(refusal('usage.not_found', details));
}
