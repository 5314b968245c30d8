// SPDX-License-Identifier: Apache-2.0
// The processes of one cell, one after the other or beside each other, until the operation is settled
// or the cell's time is over.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cell } from '../matrix/cell.ts';
import { PublisherChild, type ChildEnd } from '../process/publisher-child.ts';
import type { OrderedCredential, PublisherOrder } from '../process/publisher-order.ts';
import { orderOnGround } from '../setup/order-on-ground.ts';
import type { Ground } from '../setup/ground.ts';
import type { FaultPoint } from './fault-point.ts';
import type { CellSettings } from './run-cell.ts';
import type { StoreAccount } from './store-account.ts';

/** A cell at play. */
export interface Play {
  readonly cell: Cell;
  readonly ground: Ground;
  readonly settings: CellSettings;
  readonly point: FaultPoint;
  /** What the store says now; asked only while no process runs. */
  readonly account: () => Promise<StoreAccount>;
}

/** The longest that a cell may take; the publisher's own deadlines are over before. */
const cellMs = 60_000;
const startsMax = 5;
const hourMs = 3_600_000;

/** The process did something that no publisher may do; the cell says nothing of the fault. */
class PlayError extends Error {
  override readonly name = 'PlayError';
}

/** Plays the processes; false where they did not bring the operation to an end in time. */
export async function playProcesses(play: Play): Promise<boolean> {
  const children: PublisherChild[] = [];
  const timeUp = new AbortController();
  try {
    const { signal } = timeUp;
    const overtime = sleep(cellMs, false, { signal, ref: false }).catch(() => false);
    const played = playThrough(play, children, signal);
    const finished = await Promise.race([played, overtime]);
    if (!finished) played.catch(() => undefined);
    return finished;
  } finally {
    timeUp.abort();
    for (const child of children.filter(({ alive }) => alive)) child.kill();
    await Promise.all(children.map(({ ended }) => ended));
  }
}

async function playThrough(
  play: Play,
  children: PublisherChild[],
  timeUp: AbortSignal,
): Promise<boolean> {
  const start = async (order: Partial<PublisherOrder>): Promise<PublisherChild> => {
    if (timeUp.aborted) throw new PlayError('the time of the cell is over');
    const child = await PublisherChild.start({
      order: { ...orderOf(play), ...order },
      compileCache: play.settings.compileCache,
      ...(play.settings.entry === undefined ? {} : { entry: play.settings.entry }),
    });
    children.push(child);
    return child;
  };
  await playFault(play, start);
  return !timeUp.aborted && restartUntilSettled(play, start);
}

type Start = (order: Partial<PublisherOrder>) => Promise<PublisherChild>;

/** Up to the end of the process that met the fault, and of a second one beside it. */
async function playFault({ cell, point }: Play, start: Start): Promise<void> {
  const { killAt } = cell.fault;
  const { sender, match } = cell.call;
  const inside = killAt === 'before_send' || killAt === 'after_answer';
  const death = inside ? { when: killAt, sender, nth: match.nth ?? 1 } : null;
  const first = await start({ death });
  point.aimAt(first);
  if (cell.kill === 'paused_replica') {
    await Promise.race([point.reached, first.ended]);
    const second = await start({ holder: 'replica-b' });
    await second.ended;
    first.wake();
  }
  const end = await first.ended;
  const died = inside && end.signal === 'SIGKILL';
  if (!point.isReached && !died) throw new PlayError(`the call was never sent: ${tellEnd(end)}`);
}

/** Starts a process again as long as there is something to do; people do that, or a supervisor. */
async function restartUntilSettled(play: Play, start: Start): Promise<boolean> {
  const { cell, ground, account } = play;
  const holder = cell.kill === 'second_replica' ? 'replica-b' : 'replica-a';
  const clockShiftMs = cell.fault.processFault === 'clock_back' ? -hourMs : 0;
  let credential: OrderedCredential | null = null;
  for (let starts = 0; starts < startsMax; starts += 1) {
    const { ending } = await account();
    const unknown = ending.kind === 'ended' && ending.status === 'outcome_unknown';
    if (ending.kind === 'ended' && !unknown) return true;
    if (unknown) credential ??= ground.newToken();
    const child = await start({
      holder,
      clockShiftMs,
      errand: unknown ? 'reconcile' : 'carry',
      ...(credential === null ? {} : { credential }),
    });
    const end = await child.ended;
    if (end.outcomes === null) throw new PlayError(`the publisher broke: ${tellEnd(end)}`);
  }
  const { ending } = await account();
  return ending.kind === 'ended';
}

function orderOf({ ground, settings, cell }: Play): PublisherOrder {
  const seed = `${cell.call.name}/${cell.fault.name}`;
  return orderOnGround(ground, { seed, waits: 'short', flaw: settings.flaw ?? null });
}

function tellEnd({ outcomes, signal, code, complaint }: ChildEnd): string {
  const told = outcomes?.map(({ status, codes }) => `${status} ${codes.join(', ')}`).join('; ');
  return `${told ?? `no outcome, code ${code}, signal ${signal}`} ${complaint}`.trim();
}
