// SPDX-License-Identifier: Apache-2.0
// Tells one world to its end: two or three processes under trouble; then all trouble ends, and the
// operation has to come to an end that the laws allow, within bounded time.
import type { SampleKind } from '../story/publisher-story.ts';
import type { TroubledProcess } from './troubled-process.ts';
import { TroubledWorld } from './troubled-world.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const troubledTurnsMax = 1_500;
const quietTurnsMax = 60_000;
/** Within which an operation is settled once trouble has ended; its limits last an hour at most. */
const quietMsMax = 6 * hourMs;
const arrivalRarity = 25;

/** How a world ended. */
export interface WorldEnd {
  readonly status: string;
  readonly codes: readonly string[];
  readonly wrong: readonly string[];
  readonly told: readonly string[];
  readonly quietMs: number;
}

/** Tells one world. */
export async function tellWorld(kind: SampleKind, seed: number): Promise<WorldEnd> {
  const world = new TroubledWorld(kind, seed);
  await trouble(world);
  const { clock, wrong, told } = world;
  world.isQuiet = true;
  for (const process of world.processes) process.suspendedUntilMs = 0;
  world.tell('all trouble ends');
  const quietSinceMs = clock.trueMs;
  if (!(await finish(world))) wrong.add('it never ends');
  const quietMs = clock.trueMs - quietSinceMs;
  if (quietMs > quietMsMax) wrong.add(`it took ${quietMs / hourMs} h once trouble had ended`);
  world.judgeEnd();
  const { settlement } = world;
  const codes = settlement?.reasons.map(({ code }) => code) ?? [];
  return { codes, told, quietMs, wrong: [...wrong], status: settlement?.status ?? 'not admitted' };
}

/** Processes come, one after the other or side by side, while everything happens. */
async function trouble(world: TroubledWorld): Promise<void> {
  const { dice, turns } = world;
  let toCome = 2 + dice.roll(2);
  let living = 0;
  const depart = (): void => {
    living -= 1;
  };
  for (let taken = 0; taken < troubledTurnsMax; taken += 1) {
    const nobody = living === 0 || world.processes.every(({ isDead }) => isDead);
    if (toCome > 0 && (nobody || dice.roll(arrivalRarity) === 0)) {
      toCome -= 1;
      living += 1;
      live(world, world.begin()).then(depart, depart);
    }
    world.happen();
    if (!(await turns.take()) && toCome === 0) return;
  }
}

/** What one process does: submit, or take up what is open. */
async function live(world: TroubledWorld, { publisher, holder }: TroubledProcess): Promise<void> {
  if (holder !== 'p1' && world.dice.roll(2) === 0) {
    await publisher.resume();
    return;
  }
  const { status, logIndex } = await world.story.publish(publisher);
  const isRejected = status === 'rejected_by_auth' || status === 'rejected_by_mode';
  if (isRejected && logIndex === null && !world.storeFailed) {
    world.wrong.add('rejected without a record');
  }
}

/** A last process brings to an end what is open, and looks twice again at what is unknown. */
async function finish(world: TroubledWorld): Promise<boolean> {
  const { publisher } = world.begin();
  const { clock, turns, story } = world;
  const progress = { over: false };
  const work = async (): Promise<void> => {
    await publisher.resume();
    await story.publish(publisher);
    clock.pass(10 * minuteMs);
    story.github.settleLate();
    world.lookAtOurs();
    await publisher.reconcileUnknown();
    clock.pass(10 * minuteMs);
    await publisher.reconcileUnknown();
  };
  const end = (): void => {
    progress.over = true;
  };
  work().then(end, end);
  for (let taken = 0; taken < quietTurnsMax && !progress.over; taken += 1) await turns.take();
  return progress.over;
}
