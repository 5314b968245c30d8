// SPDX-License-Identifier: Apache-2.0
// Goal: no window of a minute or an hour ever holds more writes than its budget, few writes are not
// slowed down, and no more uploads run at once than there are slots.
import { PUBLISHER_OPTIONS_DEFAULT } from '@marketops/publisher';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UploadSlots } from '../../src/limits/upload-slots.ts';
import { nextWriteAtMs } from '../../src/limits/write-pace.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** When writes go out that are wanted as fast as possible, with these pauses in between. */
function writesWith(pausesMs: readonly number[]): readonly number[] {
  const written: number[] = [];
  let nowMs = hourMs;
  for (const pauseMs of pausesMs) {
    nowMs = nextWriteAtMs(written, nowMs + pauseMs, PUBLISHER_OPTIONS_DEFAULT);
    written.push(nowMs);
  }
  return written;
}

function mostWithin(written: readonly number[], windowMs: number): number {
  return Math.max(
    ...written.map((startMs, first) =>
      written.slice(first).findIndex((atMs) => atMs >= startMs + windowMs) < 0
        ? written.length - first
        : written.slice(first).findIndex((atMs) => atMs >= startMs + windowMs),
    ),
  );
}

describe('the pace of writes', () => {
  it('keeps both budgets in every window', () => {
    const pauses = fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 1, maxLength: 500 });
    fc.assert(
      fc.property(pauses, (pausesMs) => {
        const written = writesWith(pausesMs);
        const { contentWritesPerMinuteMax, contentWritesPerHourMax } = PUBLISHER_OPTIONS_DEFAULT;
        return (
          mostWithin(written, minuteMs) <= contentWritesPerMinuteMax &&
          mostWithin(written, hourMs) <= contentWritesPerHourMax
        );
      }),
      { numRuns: 30 },
    );
  });

  it('does not slow down a release of twenty files', () => {
    const written = writesWith(Array.from({ length: 24 }, () => 0));
    expect(written.at(-1)).toBe(written[0]);
  });

  it('keeps a second between writes once there are many', () => {
    const written = writesWith(Array.from({ length: 55 }, () => 0));
    expect(written.slice(-5).map((atMs) => atMs - (written[0] ?? 0))).toEqual([
      1_000, 2_000, 3_000, 4_000, 5_000,
    ]);
  });
});

describe('upload slots', () => {
  it('let at most five run at once, in order, and come back however the work ends', async () => {
    const slots = new UploadSlots(5);
    let running = 0;
    let most = 0;
    const begun: number[] = [];
    const work = (index: number) =>
      slots.run(async () => {
        begun.push(index);
        running += 1;
        most = Math.max(most, running);
        await Promise.resolve();
        running -= 1;
        if (index % 3 === 0) throw new Error('planned');
      });
    const ends = await Promise.allSettled(Array.from({ length: 20 }, (_, index) => work(index)));
    expect(most).toBe(5);
    expect(begun).toEqual(Array.from({ length: 20 }, (_, index) => index));
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(13);
  });
});
