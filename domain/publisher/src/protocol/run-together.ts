// SPDX-License-Identifier: Apache-2.0
// Several pieces of work side by side. Nothing is left running when it returns or throws: a pass
// that is over must not write any more.
import { instantToMs } from '@marketops/core';
import { done, type Ended, type Stop } from './stop.ts';

/** How urgently a stop ends the rest: a wait of one piece does not keep the others from going on. */
const urgency = { unknown: 3, abandon: 2, fence: 1, wait: 0 } as const;

/**
 * Runs `work` on every item, at most `width` at once. Gives the values in the items' order, or the
 * stop that matters most: of several waits the shortest. After a stop other than a wait for one
 * piece alone, no further item is begun.
 */
export async function runTogether<I, T>(
  items: readonly I[],
  width: number,
  work: (item: I) => Promise<Ended<T>>,
): Promise<Ended<readonly T[]>> {
  const values: (readonly [number, T])[] = [];
  const stops: Stop[] = [];
  const queue = [...items.entries()];
  let halted = false;
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined && !halted; next = queue.shift()) {
      const [index, item] = next;
      try {
        const ended = await work(item);
        if (ended.kind === 'done') values.push([index, ended.value]);
        else {
          stops.push(ended);
          halted ||= haltsOthers(ended);
        }
      } catch (error) {
        halted = true;
        throw error;
      }
    }
  };
  const workers = Array.from({ length: Math.min(width, items.length) }, worker);
  const ends = await Promise.allSettled(workers);
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  const stop = stops.toSorted(byUrgency)[0];
  if (stop !== undefined) return stop;
  return done(values.toSorted(([left], [right]) => left - right).map(([, value]) => value));
}

/**
 * Waits for both to end, and then throws what either threw. Gives both values, or the stop that
 * matters most.
 */
export async function bothDone<A, B>(
  left: Promise<Ended<A>>,
  right: Promise<Ended<B>>,
): Promise<Ended<readonly [A, B]>> {
  await Promise.allSettled([left, right]);
  const [first, second] = await Promise.all([left, right]);
  if (first.kind === 'done')
    return second.kind === 'done' ? done([first.value, second.value]) : second;
  if (second.kind === 'done') return first;
  return byUrgency(first, second) <= 0 ? first : second;
}

function haltsOthers(stop: Stop): boolean {
  return stop.kind !== 'wait' || stop.cause.startsWith('rate_limit');
}

function byUrgency(left: Stop, right: Stop): number {
  if (left.kind === 'wait' && right.kind === 'wait') {
    return instantToMs(left.until) - instantToMs(right.until);
  }
  return urgency[right.kind] - urgency[left.kind];
}
