// SPDX-License-Identifier: Apache-2.0
// Goal: the middle run counts, ratios are against gh, and an absent peer is named.
import { describe, expect, it } from 'vitest';
import { benchText, middleRun, ratioToGh, type CaseReport } from '../bench-report.ts';
import { Series } from '../releases/series.ts';

const run = (wallMs: number) => ({ wallMs, peakRssBytes: 104_857_600, requests: 23 });
const marketops = { ...run(840), workMs: 500, idleRssBytes: 1 };

describe('figures', () => {
  it('are those of the middle run by wall time', () => {
    expect(middleRun([run(3), run(1), run(2)]).wallMs).toBe(2);
    expect(middleRun([run(3), run(1)]).wallMs).toBe(3);
    expect(middleRun([run(7)]).wallMs).toBe(7);
  });

  it('are held against gh, where gh is there', () => {
    expect(ratioToGh(marketops, run(700))).toBe(1.2);
    expect(ratioToGh(marketops, { absent: 'not installed' })).toBeNull();
    expect(ratioToGh(marketops, undefined)).toBeNull();
  });
});

describe('a series of runs', () => {
  it('has the middle run as its figures, or the reason why it has none', async () => {
    const walls = [3, 1, 2];
    const series = new Series('gh', () => Promise.resolve(run(walls.shift() ?? 0)));
    expect(() => series.figures).toThrow('gh was never run');
    for (const _ of [1, 2, 3]) await series.run();
    expect(series.figures).toEqual(run(2));
    series.absent = 'ended with code 1';
    expect(series.figures).toEqual({ absent: 'ended with code 1' });
  });
});

describe('the text', () => {
  const subjects: CaseReport['subjects'] = {
    gh: run(700),
    'release-it': { absent: 'not installed' },
    marketops,
  };
  const text = benchText({
    machine: 'a machine',
    date: '2026-11-23',
    cases: [{ name: '20 x 1 MiB', subjects, ratioToGh: 1.2 }],
    measures: [{ name: 'commits', figures: { commitsPerSecond: 300 } }],
  });

  it('names the machine, the date, every subject and every measure', () => {
    expect(text.split('\n')[0]).toBe('a machine, 2026-11-23');
    expect(text).toContain('| 20 x 1 MiB | gh | 0.70 s | 1.00 | 23 | 100 MiB |');
    expect(text).toContain('| 20 x 1 MiB | marketops | 0.84 s | 1.20 | 23 | 100 MiB |');
    expect(text).toContain('| 20 x 1 MiB | release-it | not installed |');
    expect(text).toContain('commits: {"commitsPerSecond":300}');
  });
});
