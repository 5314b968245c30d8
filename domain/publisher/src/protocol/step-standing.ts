// SPDX-License-Identifier: Apache-2.0
// How a step that was seen not to be there stands, from its journal alone: may it be attempted, or
// might an earlier attempt still land? This is the one place that decides when a write whose answer
// was lost may be sent again.
import { instantFromMs, instantToMs, type Instant, type Refusal } from '@marketops/core';
import type { JournalEntry } from '../operation/journal-entry.ts';
import type { PublisherOptions } from '../publisher-options.ts';

/** How a step that is not there stands. */
export type StepStanding =
  /** No attempt can still land; `attempt` is the next one. */
  | { readonly kind: 'ready'; readonly attempt: number; readonly afterDoubt: boolean }
  /** The last attempt was refused for a reason that may pass. */
  | { readonly kind: 'retry_at'; readonly until: Instant }
  /** The last attempt was refused for good. */
  | { readonly kind: 'refused'; readonly refusals: readonly [Refusal, ...Refusal[]] }
  /** An attempt was announced and nothing is known of it: its doubt has to be dated first. */
  | { readonly kind: 'undated_doubt'; readonly attempt: number }
  /** It may still land until then. */
  | { readonly kind: 'quarantine'; readonly until: Instant }
  /** The quarantine is over and this is the first look that finds nothing: date it. */
  | { readonly kind: 'first_absence'; readonly attempt: number }
  /** A second look is due then. */
  | { readonly kind: 'second_look_at'; readonly until: Instant }
  /** GitHub confirmed it at `at`, and yet it is not there. */
  | { readonly kind: 'confirmed'; readonly at: Instant };

type Waits = Pick<PublisherOptions, 'quarantineMs' | 'lagMs' | 'refusedAttemptsMax'>;

/** How a step stands after a look that found nothing, from its own lines of the journal. */
export function stepStanding(
  entries: readonly JournalEntry[],
  now: Instant,
  waits: Waits,
): StepStanding {
  const attempt = lastAttempt(entries);
  if (attempt === 0) return { kind: 'ready', attempt: 1, afterDoubt: false };
  const told = entries.filter((entry) => entry.attempt === attempt && entry.event !== 'intended');
  const confirmation = told.findLast(({ event }) => event === 'answered' || event === 'observed');
  if (confirmation !== undefined) return { kind: 'confirmed', at: confirmation.at };
  const refused = told.find(({ event }) => event === 'refused' || event === 'not_sent');
  if (refused !== undefined) return standingOfRefusal(refused, entries, { now, waits });
  return standingOfDoubt(told, attempt, { now, waits });
}

/**
 * Whether an attempt of a step may have had an effect, or still may. Only a look rules a doubt out,
 * and the second look leaves no line: so time alone never does.
 */
export function mayHaveEffect(
  entries: readonly JournalEntry[],
  now: Instant,
  waits: Waits,
): boolean {
  const standing = stepStanding(entries, now, waits);
  switch (standing.kind) {
    case 'ready':
      return standing.afterDoubt;
    case 'retry_at':
    case 'refused':
      return false;
    case 'undated_doubt':
    case 'quarantine':
    case 'first_absence':
    case 'second_look_at':
    case 'confirmed':
      return true;
  }
}

/** The number of the last attempt, 0 before the first. */
export function lastAttempt(entries: readonly JournalEntry[]): number {
  return entries.reduce((highest, { attempt }) => Math.max(highest, attempt), 0);
}

interface Moment {
  readonly now: Instant;
  readonly waits: Waits;
}

function standingOfRefusal(
  refused: JournalEntry,
  entries: readonly JournalEntry[],
  { now, waits }: Moment,
): StepStanding {
  const passing = refused.until;
  const [first, ...more] = refused.refusals;
  if (first !== undefined) {
    const refusedBefore = entries.filter(
      ({ event, refusals }) => event === 'refused' && refusals.length > 0,
    ).length;
    if (passing === null || refusedBefore >= waits.refusedAttemptsMax) {
      return { kind: 'refused', refusals: [first, ...more] };
    }
  }
  // A line from the future was written by a clock that has gone back since; nobody waits for it.
  const dated = instantToMs(refused.at) <= instantToMs(now);
  return passing !== null && dated && instantToMs(now) < instantToMs(passing)
    ? { kind: 'retry_at', until: passing }
    : { kind: 'ready', attempt: lastAttempt(entries) + 1, afterDoubt: false };
}

function standingOfDoubt(
  told: readonly JournalEntry[],
  attempt: number,
  { now, waits }: Moment,
): StepStanding {
  const nowMs = instantToMs(now);
  const begun = told.findLast(({ event }) => event === 'unanswered');
  // Likewise, a line from the future dates nothing.
  if (begun === undefined || instantToMs(begun.at) > nowMs) {
    return { kind: 'undated_doubt', attempt };
  }
  const quarantineEndMs = instantToMs(begun.at) + waits.quarantineMs;
  if (nowMs < quarantineEndMs) return { kind: 'quarantine', until: instantFromMs(quarantineEndMs) };
  const firstAbsence = told.find(
    ({ event, at }) =>
      event === 'absent' && instantToMs(at) >= quarantineEndMs && instantToMs(at) <= nowMs,
  );
  if (firstAbsence === undefined) return { kind: 'first_absence', attempt };
  const secondLookMs = instantToMs(firstAbsence.at) + waits.lagMs;
  return nowMs < secondLookMs
    ? { kind: 'second_look_at', until: instantFromMs(secondLookMs) }
    : { kind: 'ready', attempt: attempt + 1, afterDoubt: true };
}
