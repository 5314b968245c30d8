// SPDX-License-Identifier: Apache-2.0
// Sessions that kill their own process at one write: after its intent is journalled and before it
// leaves, or after its answer has come and before that is recorded.
import process from 'node:process';
import type { GitHubSession, GitHubSessions } from '@marketops/publisher';
import type { PublisherOrder } from './publisher-order.ts';
import { interceptSession } from './intercept-session.ts';

/** Sessions that die as ordered. */
export function dyingSessions(
  sessions: GitHubSessions,
  death: NonNullable<PublisherOrder['death']>,
): GitHubSessions {
  let calls = 0;
  const intercept = (session: GitHubSession): GitHubSession =>
    interceptSession(session, death.sender, async (send) => {
      calls += 1;
      if (calls !== death.nth) return send();
      if (death.when === 'before_send') return die();
      await send();
      return die();
    });
  return {
    open: async (operation) => {
      const reply = await sessions.open(operation);
      return reply.ok ? { ...reply, value: intercept(reply.value) } : reply;
    },
  };
}

/** Ends the process at once; nothing of it runs any more. */
function die(): Promise<never> {
  process.kill(process.pid, 'SIGKILL');
  return new Promise<never>(() => undefined);
}
