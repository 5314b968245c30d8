// SPDX-License-Identifier: Apache-2.0
// `marketops plan`: the dry run. Seven stages, no side effect, no credential that can write.
import { resolve } from 'node:path';
import { readProposer } from '../act/proposer-option.ts';
import { readRunId } from '../act/stored-run.ts';
import { dryRun } from '../composition/dry-run.ts';
import { withHome } from '../composition/opened-home.ts';
import { runEventLine } from '../report/run-lines.ts';
import { planResult } from '../report/plan-result.ts';
import type { CommandContext, RegisterCommand } from '../program.ts';

interface PlanOptions {
  readonly project: string;
  readonly proposer: string;
  readonly onBehalfOf?: string;
  readonly against?: string;
}

/** Adds `plan`. */
export const planCommand: RegisterCommand = (parent, run) => {
  parent
    .command('plan')
    .description('dry run: show what would be published, and publish nothing')
    .requiredOption('--proposer <kind:id>', 'who proposes: agent:ID, workflow:ID or person:ID')
    .option('--on-behalf-of <person>', 'the person behind an agent or a workflow')
    .option('--project <folder>', 'the folder that holds marketops.yaml', '.')
    .option('--against <run>', 'show what differs from the plan of another run')
    .action(run(plan));
};

async function plan(context: CommandContext, options: PlanOptions) {
  const { terminal } = context;
  const proposer = readProposer(options.proposer, options.onBehalfOf);
  const against = options.against === undefined ? null : readRunId(options.against);
  return withHome(context.settings(), async (home) =>
    planResult(
      await dryRun(home, {
        project: resolve(options.project),
        proposer,
        against,
        observer: { onEvent: (event) => terminal.progress(runEventLine(event)) },
      }),
    ),
  );
}
