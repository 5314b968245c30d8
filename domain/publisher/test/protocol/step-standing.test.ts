// SPDX-License-Identifier: Apache-2.0
// Goal: from the journal alone it follows when a write may be sent (again), and time alone never
// rules a possible effect out.
import { instantFromMs, instantToMs, refusal, type Instant } from '@marketops/core';
import { PUBLISHER_OPTIONS_DEFAULT, type JournalEntry } from '@marketops/publisher';
import { sampleNow } from '@marketops/testkit';
import { describe, expect, it } from 'vitest';
import { mayHaveEffect, stepStanding } from '../../src/protocol/step-standing.ts';

const { quarantineMs, lagMs, refusedAttemptsMax } = PUBLISHER_OPTIONS_DEFAULT;
const refused = refusal('github.not_visible', { subject: 'ref', expected: 'there', found: 'not' });

function after(ms: number): Instant {
  return instantFromMs(instantToMs(sampleNow) + ms);
}

function line(
  event: JournalEntry['event'],
  ms = 0,
  more: Partial<JournalEntry> = {},
): JournalEntry {
  return {
    step: 'tag_ref',
    event,
    attempt: 1,
    at: after(ms),
    handle: null,
    note: null,
    until: null,
    refusals: [],
    requestId: null,
    ...more,
  };
}

function standing(entries: readonly JournalEntry[], atMs: number) {
  return stepStanding(entries, after(atMs), PUBLISHER_OPTIONS_DEFAULT);
}

function possible(entries: readonly JournalEntry[], atMs: number): boolean {
  return mayHaveEffect(entries, after(atMs), PUBLISHER_OPTIONS_DEFAULT);
}

describe('a step', () => {
  it('that was never attempted is ready, and has no effect', () => {
    expect(standing([], 0)).toEqual({ kind: 'ready', attempt: 1, afterDoubt: false });
    expect(possible([], 0)).toBe(false);
  });

  it('that was announced and no more is a doubt without a date', () => {
    expect(standing([line('intended')], 999_999)).toEqual({ kind: 'undated_doubt', attempt: 1 });
    expect(possible([line('intended')], 999_999)).toBe(true);
  });

  it('in doubt goes through quarantine, a first and a second look', () => {
    const doubt = [line('intended'), line('unanswered', 5)];
    expect(standing(doubt, 5 + quarantineMs - 1)).toMatchObject({ kind: 'quarantine' });
    expect(standing(doubt, 5 + quarantineMs)).toEqual({ kind: 'first_absence', attempt: 1 });
    const looked = [...doubt, line('absent', 5 + quarantineMs)];
    const second = 5 + quarantineMs + lagMs;
    expect(standing(looked, second - 1)).toMatchObject({ kind: 'second_look_at' });
    expect(standing(looked, second)).toEqual({ kind: 'ready', attempt: 2, afterDoubt: true });
    expect(possible(looked, second)).toBe(true);
  });

  it('ignores a look that came before the quarantine was over', () => {
    const early = [line('intended'), line('unanswered'), line('absent', quarantineMs - 1)];
    expect(standing(early, quarantineMs + lagMs)).toMatchObject({ kind: 'first_absence' });
  });

  it('whose doubt was dated by a clock that has gone back is dated anew', () => {
    const ahead = [line('intended'), line('unanswered', 3_600_000)];
    expect(standing(ahead, 0)).toMatchObject({ kind: 'undated_doubt' });
  });

  it('that GitHub confirmed stays confirmed', () => {
    const confirmed = [line('intended'), line('answered', 1, { handle: 'x' })];
    expect(standing(confirmed, 999_999)).toEqual({ kind: 'confirmed', at: after(1) });
    expect(possible(confirmed, 999_999)).toBe(true);
  });

  it('that was refused for good stays refused', () => {
    const entries = [line('intended'), line('refused', 1, { refusals: [refused] })];
    expect(standing(entries, 999_999)).toEqual({ kind: 'refused', refusals: [refused] });
    expect(possible(entries, 999_999)).toBe(false);
  });

  it('that was refused for a while is tried again, but not for ever', () => {
    const entries: JournalEntry[] = [];
    for (let attempt = 1; attempt <= refusedAttemptsMax; attempt += 1) {
      entries.push(line('intended', attempt, { attempt }));
      entries.push(line('refused', attempt, { attempt, refusals: [refused], until: after(100) }));
      const expected = attempt < refusedAttemptsMax ? 'retry_at' : 'refused';
      expect(standing(entries, 50).kind).toBe(expected);
    }
    expect(standing(entries.slice(0, 2), 100)).toMatchObject({ kind: 'ready', attempt: 2 });
  });

  it('that waited for a limit is tried again however often', () => {
    const entries = Array.from({ length: 40 }, (_, index) => [
      line('intended', index, { attempt: index + 1 }),
      line('refused', index, { attempt: index + 1, until: after(index + 1) }),
    ]).flat();
    expect(standing(entries, 40)).toMatchObject({ kind: 'ready', attempt: 41 });
  });
});
