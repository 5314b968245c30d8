// SPDX-License-Identifier: Apache-2.0
// What must hold of a story's whole course, not only of its end: end states alone hide writes that
// were sent twice and cleaned up afterwards.
import { PUBLISHER_OPTIONS_DEFAULT } from '@marketops/publisher';
import type { ScriptedFault } from '@marketops/testkit';
import type { PublisherStory } from './publisher-story.ts';

const { quarantineMs, lagMs } = PUBLISHER_OPTIONS_DEFAULT;

/** Every rule that a story broke, in words; empty if none. */
export function brokenRules(story: PublisherStory): readonly string[] {
  return [...sentAgainTooSoon(story), ...logRules(story)];
}

/** A write in doubt was sent again before the quarantine and both looks. */
function sentAgainTooSoon({ github }: PublisherStory): readonly string[] {
  const { writes } = github;
  return writes.flatMap((write, index) => {
    if (!leavesDoubt(write.fault)) return [];
    const again = writes
      .slice(index + 1)
      .find(({ name, about }) => name === write.name && about === write.about);
    const tooSoon = again !== undefined && again.atMs < write.atMs + quarantineMs + lagMs;
    return tooSoon
      ? [`${write.name} ${write.about} again after ${again.atMs - write.atMs} ms`]
      : [];
  });
}

/** Whether nobody can tell from what came back if the write was applied. */
export function leavesDoubt(fault: ScriptedFault | null): boolean {
  if (fault === null || fault.kind === 'never_sent' || fault.kind === 'twice') return false;
  if (fault.kind !== 'answer') return true;
  const { status = null } = fault.failure;
  return status === null || status < 400 || status >= 500;
}

function logRules({ store, github }: PublisherStory): readonly string[] {
  const count = (event: string): number =>
    store.auditRecords.filter((record) => record.event === event).length;
  const rules: readonly (readonly [boolean, string])[] = [
    [count('operation.admitted') <= 1, 'admitted more than once'],
    [count('operation.settled') <= 1, 'settled more than once'],
    [count('operation.settled') <= count('operation.admitted'), 'settled and never admitted'],
    [github.writes.length <= count('operation.attempted'), 'a write without its record'],
  ];
  return rules.filter(([holds]) => !holds).map(([, rule]) => rule);
}
