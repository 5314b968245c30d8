// SPDX-License-Identifier: Apache-2.0
// Removes pieces of an operation that are not public, and says of each that it could not remove that it
// is left behind. That one of them cannot be removed changes nothing of what else became of it.
import { refusal, type Refusal } from '@marketops/core';
import { runTogether } from '../protocol/run-together.ts';
import { done, type Ended, type Stop, type Unknown } from '../protocol/stop.ts';

/** Whether something of ours turned out to be public. */
export function isPublic(ended: Ended<unknown>): ended is Unknown {
  return ended.kind === 'unknown' && ended.refusals[0].code === 'operation.tampered';
}

/** Runs every removal; a wait ends the pass, anything else that failed is left behind. */
export async function leftovers<T>(
  items: readonly T[],
  remove: (item: T) => Promise<{ readonly subject: string; readonly removed: Ended<null> }>,
): Promise<Ended<readonly Refusal[]>> {
  const ended = await runTogether(items, 1, async (item) => {
    const { subject, removed } = await remove(item);
    if (removed.kind === 'wait' || isPublic(removed)) return removed;
    return done(removed.kind === 'done' ? null : leftBehind(subject, removed));
  });
  if (ended.kind !== 'done') return ended;
  return done(ended.value.flatMap((left) => (left === null ? [] : [left])));
}

/** The refusal that says so. */
export function leftBehind(subject: string, stop: Stop): Refusal {
  return refusal('operation.left_behind', { subject, expected: 'removed', found: causeOf(stop) });
}

function causeOf(stop: Stop): string {
  switch (stop.kind) {
    case 'wait':
      return stop.cause;
    case 'fence':
      return 'in doubt';
    case 'abandon':
    case 'unknown':
      return stop.refusals[0].code;
  }
}
