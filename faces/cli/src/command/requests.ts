// SPDX-License-Identifier: Apache-2.0
// `marketops requests list`: what waits for whom.
import { liveRequests, listedRequestJson, listedRequestLines } from '../act/live-requests.ts';
import { readHome } from '../composition/read-home.ts';
import { done } from '../face/command-result.ts';
import type { CommandContext, RegisterCommand } from '../program.ts';

/** Adds `requests`. */
export const requestsCommand: RegisterCommand = (parent, run) => {
  const requests = parent.command('requests').description('requests for approval');
  requests
    .command('list')
    .description('every request that is not over, and whom it waits for')
    .action(run(list));
};

async function list(context: CommandContext) {
  return readHome(context.settings(), async (home) => {
    const requests = await liveRequests(home);
    return done(
      { requests: requests.map(listedRequestJson) },
      requests.length === 0 ? ['nothing waits for anybody'] : requests.flatMap(listedRequestLines),
    );
  });
}
