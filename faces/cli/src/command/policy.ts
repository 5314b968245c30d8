// SPDX-License-Identifier: Apache-2.0
// `marketops policy show|lint|test|explain|accept`: the rules, what is wrong with them, what they decide
// and why, and the one way of changing them.
import { resolve } from 'node:path';
import { homePolicyFolder } from '../home/home-files.ts';
import { explainPolicy } from '../policy/explain-policy.ts';
import { acceptPolicy } from '../policy/accept-policy.ts';
import { lintPolicyIn, showPolicy } from '../policy/show-policy.ts';
import { testPolicy } from '../policy/test-policy.ts';
import { withHome } from '../composition/opened-home.ts';
import { readHome } from '../composition/read-home.ts';
import { about } from '../face/command-result.ts';
import type { CommandContext, RegisterCommand } from '../program.ts';

interface TestOptions {
  readonly policy?: string;
}

/** Adds `policy`. */
export const policyCommand: RegisterCommand = (parent, run) => {
  const policy = parent.command('policy').description('the rules that decide what may ship');
  policy
    .command('show')
    .description('the policy in force and the one in the folder')
    .action(run((context) => readHome(context.settings(), showPolicy)));
  policy
    .command('lint')
    .description('everything that is wrong with a policy')
    .argument('[folder]', "instead of the home's policy")
    .action(
      run((context, given: string | undefined) => {
        const folder = folderOf(context, given);
        return about({ POLICY: folder }, () => lintPolicyIn(folder));
      }),
    );
  policy
    .command('test')
    .description('ask a policy about every case of a file, and compare')
    .argument('[cases]', 'instead of cases.json in the folder')
    .option('--policy <folder>', "instead of the home's policy")
    .action(
      run((context, cases: string | undefined, options: TestOptions) => {
        const folder = folderOf(context, options.policy);
        return about({ POLICY: folder }, () => testPolicy(folder, cases));
      }),
    );
  policy
    .command('explain')
    .description('how every rule stands to each operation of a run')
    .argument('<run>')
    .action(
      run((context, runId: string) =>
        about({ RUN: runId }, () =>
          readHome(context.settings(), (home) => explainPolicy(home, runId)),
        ),
      ),
    );
  policy
    .command('accept')
    .description('put the policy of the folder in force; people approve it by the rules in force')
    .requiredOption('--as <person>', 'who proposes the change')
    .action(
      run((context, { as }: { as: string }) =>
        withHome(context.settings(), (home) => acceptPolicy(home, as)),
      ),
    );
};

function folderOf(context: CommandContext, folder: string | undefined): string {
  return folder === undefined ? homePolicyFolder(context.settings().home) : resolve(folder);
}
