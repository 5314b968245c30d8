// SPDX-License-Identifier: Apache-2.0
// Faults that happen beside the answer of a call, in the order of their rules.

import { setTimeout as sleep } from 'node:timers/promises';

import { applyForeignChange } from '../control/apply-foreign-change.ts';
import type { FaultTiming } from '../fault/fault-rule.ts';
import type { ApiCall } from './serve-api.ts';

/** Runs the side faults of a call that belong to one side of its application. */
export async function runSideFaults(call: ApiCall, when: FaultTiming): Promise<void> {
  const { core } = call.shell;
  for (const fault of call.faults.side.filter((side) => side.when === when)) {
    switch (fault.kind) {
      case 'delay':
        await sleep(fault.ms, undefined, { ref: false });
        break;
      case 'token_expired': {
        const actor = core.callerOf(call.request);
        if (actor.kind === 'token') {
          actor.token.expiresAt = core.state.now();
        }
        break;
      }
      case 'foreign_change':
        applyForeignChange(core.state, fault.change);
        break;
      case 'hook':
        await fault.run({
          when,
          requestId: call.request.requestId,
          method: call.request.method,
          route: call.route?.template ?? null,
          path: call.request.path,
        });
        break;
    }
  }
}
