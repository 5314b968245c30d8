// SPDX-License-Identifier: Apache-2.0
// Goal: a process that is killed again and again at instants that nobody chose leaves one right result
// of everything; one receipt handed in many times at once is admitted once.
import { describe, expect, it } from 'vitest';
import { killAtRandom, randomKillsText } from '../../random-kills/random-kills.ts';
import { isStormRight, playStorm } from '../../storm/storm.ts';

const kills = 6;
const submissions = 40;

describe('kills at random instants', () => {
  it('leave nothing duplicate, lost or wrong', async () => {
    const rounds: string[] = [];
    const report = await killAtRandom({
      kills,
      seed: 'tests',
      lanes: 1,
      tell: ({ seed }) => rounds.push(seed),
    });
    expect(report.defects, randomKillsText(report)).toBe(0);
    expect(report.kills).toBeGreaterThanOrEqual(kills);
    expect(report.byVerdict).toEqual({ 'one right result': report.operations });
    expect(rounds).toHaveLength(report.rounds);
  }, 110_000);
});

describe('a storm', () => {
  it('is one admission, and every other is in the log as a rejection', async () => {
    const report = await playStorm(submissions);
    expect(report).toMatchObject({
      submissions,
      admitted: 1,
      rejectedAsConsumed: submissions - 1,
      loggedAdmissions: 1,
      loggedRejections: submissions - 1,
      tagsOnGitHub: 1,
    });
    expect(isStormRight(report, submissions)).toBe(true);
    expect(isStormRight({ ...report, admitted: 2 }, submissions)).toBe(false);
    expect(isStormRight({ ...report, loggedRejections: 0 }, submissions)).toBe(false);
  });
});
