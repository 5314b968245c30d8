// SPDX-License-Identifier: Apache-2.0
// MarketOps as a subject: one built process that admits the receipt, publishes, verifies and logs, with the
// waits that hold in earnest; the same process with nothing to do; and one that has published before.
import { PublisherChild, type ChildEnd } from '../../faults/process/publisher-child.ts';
import type { PublisherOrder } from '../../faults/process/publisher-order.ts';
import type { Ground } from '../../faults/setup/ground.ts';
import { orderOnGround } from '../../faults/setup/order-on-ground.ts';
import { prepareBenchGround, tagNameOf } from './bench-ground.ts';
import type { BuiltPublisher } from './built-publisher.ts';
import { BenchError, requirePublished, type MeasuredRun } from './measured-run.ts';
import type { PayloadFile } from './payload.ts';
import { MemoryWatch } from './process-memory.ts';

/** What MarketOps did in one run. */
export interface MarketopsRun extends MeasuredRun {
  /** From the beginning of the work, when the process is up, to its end. */
  readonly workMs: number;
}

/** Publishes a payload with MarketOps. */
export async function measureMarketops(
  payload: readonly PayloadFile[],
  publisher: BuiltPublisher,
): Promise<MarketopsRun> {
  const ground = await prepareBenchGround(payload);
  try {
    const run = await measureErrand(ground, { errand: 'carry', publisher });
    await requirePublished(ground.emulator, tagNameOf(ground), payload);
    return run;
  } finally {
    await ground.close();
  }
}

/** The peak memory of the process with nothing to do, in bytes. */
export async function measureIdle(publisher: BuiltPublisher): Promise<number> {
  const ground = await prepareBenchGround([]);
  try {
    const run = await measureErrand(ground, { errand: 'idle', publisher });
    return run.peakRssBytes;
  } finally {
    await ground.close();
  }
}

/**
 * Publishes a payload with a publisher that runs already and has published another release with the same
 * files: measured from the end of that one.
 */
export async function measureRunning(
  payload: readonly PayloadFile[],
  publisher: BuiltPublisher,
): Promise<MeasuredRun> {
  const ground = await prepareBenchGround(payload, 2);
  const { emulator } = ground;
  try {
    const order = orderOnGround(ground, { seed: 'bench', waits: 'default', errand: 'in_turn' });
    const child = await PublisherChild.start({ ...publisher, order });
    const watch = new MemoryWatch(child.pid);
    await child.endedOne;
    const begunMs = performance.now();
    const requestsBefore = emulator.requestLog().length;
    requireSuccess(await child.ended);
    const wallMs = performance.now() - begunMs;
    const peakRssBytes = watch.stop();
    await requirePublished(emulator, tagNameOf(ground), payload);
    return { wallMs, peakRssBytes, requests: emulator.requestLog().length - requestsBefore };
  } finally {
    await ground.close();
  }
}

interface Errand {
  readonly errand: PublisherOrder['errand'];
  readonly publisher: BuiltPublisher;
}

async function measureErrand(ground: Ground, { errand, publisher }: Errand): Promise<MarketopsRun> {
  const { emulator } = ground;
  const begunMs = performance.now();
  const order = orderOnGround(ground, { seed: 'bench', waits: 'default', errand });
  const child = await PublisherChild.start({ ...publisher, order });
  const watch = new MemoryWatch(child.pid);
  await child.begun;
  const workBegunMs = performance.now();
  const end = await child.ended;
  const endedMs = performance.now();
  const peakRssBytes = watch.stop();
  requireSuccess(end);
  return {
    wallMs: endedMs - begunMs,
    workMs: endedMs - workBegunMs,
    peakRssBytes,
    requests: emulator.requestLog().length,
  };
}

/** Throws where the process broke, or did not publish everything that it was handed. */
function requireSuccess({ outcomes, complaint }: ChildEnd): void {
  if (outcomes === null) throw new BenchError(`marketops broke: ${complaint}`);
  const failed = outcomes.find(({ status }) => status !== 'success');
  if (failed !== undefined) throw new BenchError(`marketops ended with ${failed.status}`);
}
