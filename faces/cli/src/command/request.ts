// SPDX-License-Identifier: Apache-2.0
// `marketops request`: asks people for their approval of a run's plan, and says whom it waits for.
import { openDecision } from '../act/decision.ts';
import { findPerson } from '../act/roster-person.ts';
import { liveRequest, nextForRequest, requestJson, requestLines } from '../act/live-requests.ts';
import { namesOfRun } from '../act/run-names.ts';
import { readRunId } from '../act/stored-run.ts';
import { withHome } from '../composition/opened-home.ts';
import { about, done } from '../face/command-result.ts';
import type { CommandContext, RegisterCommand } from '../program.ts';

/** Adds `request`. */
export const requestCommand: RegisterCommand = (parent, run) => {
  parent
    .command('request')
    .description("ask for approval of a run's plan; a request lives 72 hours")
    .argument('<run>')
    .requiredOption('--as <person>', 'who asks')
    .action(
      run((context, runId: string, { as }: { as: string }) =>
        about({ RUN: runId }, () => ask(context, runId, as)),
      ),
    );
};

async function ask(context: CommandContext, runText: string, by: string) {
  const runId = readRunId(runText);
  return withHome(context.settings(), async (home) => {
    const { personId } = findPerson(home, by);
    const names = await namesOfRun(home, runId);
    const { request } = await about(names, () => openDecision(home, runId, personId));
    const live = await liveRequest(home, request);
    return done(requestJson(live), requestLines(live), nextForRequest(live.standing));
  });
}
