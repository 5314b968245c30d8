// SPDX-License-Identifier: Apache-2.0
// Goal: work side by side leaves nothing running behind, keeps its order, and says the one stop that
// matters most.
import { refusal } from '@marketops/core';
import { instantOf } from '@marketops/testkit';
import { describe, expect, it } from 'vitest';
import { bothDone, runTogether } from '../../src/protocol/run-together.ts';
import { done, type Ended, type Stop } from '../../src/protocol/stop.ts';

const why = refusal('github.refused', { subject: 'x', expected: 'y', found: 'z' });

function wait(minute: number, cause: 'lag' | 'rate_limit_primary' = 'lag'): Stop {
  const until = instantOf(`2026-11-20T12:0${minute}:00Z`);
  return { kind: 'wait', step: `step ${minute}`, until, cause };
}

async function ended(stops: readonly (Stop | null)[], width = 2) {
  const begun: number[] = [];
  const end = await runTogether(
    [...stops.entries()],
    width,
    async ([index, stop]): Promise<Ended<number>> => {
      begun.push(index);
      await Promise.resolve();
      return stop ?? done(index);
    },
  );
  return { begun, end };
}

describe('work side by side', () => {
  it('gives the values in the order of the items', async () => {
    const { end } = await ended([null, null, null, null]);
    expect(end).toEqual(done([0, 1, 2, 3]));
  });

  it('goes on after a wait of one piece, and waits for the shortest', async () => {
    const { begun, end } = await ended([wait(5), null, wait(3), null]);
    expect(begun).toEqual([0, 1, 2, 3]);
    expect(end).toEqual(wait(3));
  });

  it.each<readonly [string, Stop]>([
    ['a limit', wait(1, 'rate_limit_primary')],
    ['a refusal', { kind: 'abandon', refusals: [why] }],
    ['an unknown', { kind: 'unknown', refusals: [why] }],
  ])('begins nothing more after %s', async (_name, stop) => {
    const { begun, end } = await ended([stop, null, null, null, null], 1);
    expect(begun).toEqual([0]);
    expect(end).toEqual(stop);
  });

  it('prefers what people must look at to a refusal, and a refusal to a wait', async () => {
    const abandon: Stop = { kind: 'abandon', refusals: [why] };
    const unknown: Stop = { kind: 'unknown', refusals: [why] };
    expect((await ended([wait(1), abandon, unknown], 3)).end).toEqual(unknown);
    expect((await ended([wait(1), abandon], 3)).end).toEqual(abandon);
  });

  it('gives both values, or of two stops the one that matters most, whichever side it is on', async () => {
    const [one, two] = [Promise.resolve(done(1)), Promise.resolve(done('two'))];
    expect(await bothDone(one, two)).toEqual(done([1, 'two']));
    const abandon: Ended<number> = { kind: 'abandon', refusals: [why] };
    const unknown: Ended<number> = { kind: 'unknown', refusals: [why] };
    expect(await bothDone(Promise.resolve(abandon), Promise.resolve(unknown))).toEqual(unknown);
    expect(await bothDone(Promise.resolve(unknown), Promise.resolve(abandon))).toEqual(unknown);
    expect(await bothDone(one, Promise.resolve(abandon))).toEqual(abandon);
    expect(await bothDone(Promise.resolve(abandon), one)).toEqual(abandon);
  });

  it('throws only once everything that was begun has ended', async () => {
    let running = 0;
    const work = async (index: number): Promise<Ended<number>> => {
      running += 1;
      for (let turn = 0; turn < index * 3; turn += 1) await Promise.resolve();
      running -= 1;
      if (index === 0) throw new Error('planned');
      return done(index);
    };
    await expect(runTogether([0, 1, 2], 3, work)).rejects.toThrow('planned');
    expect(running).toBe(0);
    const slow = work(2);
    await expect(bothDone(work(0), slow)).rejects.toThrow('planned');
    expect(running).toBe(0);
  });
});
