// SPDX-License-Identifier: Apache-2.0
// The protocol's loop (docs/reference/protocol.md#the-loop): look; as approved, done; something else,
// stop; absent, announce an attempt durably, send it once, look again. One loop serves the first run,
// a retry, a restart and another replica, because it goes by what GitHub shows and what the journal
// says alone.
import { refusal, type Instant } from '@marketops/core';
import type { Absent, AsApproved, Conflicting, Observation } from './observation.ts';
import { lateStart, stopOfConflict, stopOfUnreadable, waitFor, type Pass } from './pass.ts';
import { sendAttempt } from './send-attempt.ts';
import type { Step } from './step.ts';
import { lastAttempt, stepStanding, type StepStanding } from './step-standing.ts';
import { done, type Ended, type Stop } from './stop.ts';
import { judgeAbsence } from './visibility.ts';

/** Looks again, at `observation` where an answer already showed it. */
type Again<T> = { readonly kind: 'again'; readonly observation: Observation<T> | null };

/**
 * Brings one step to its end. `first` is what was seen of it already in this pass.
 *
 * Throws StaleLeaseError if somebody else has taken the operation over.
 */
export async function runStep<T>(
  pass: Pass,
  step: Step<T>,
  first: Observation<T> | null = null,
): Promise<Ended<T>> {
  let observation = first ?? (await step.observe());
  const cleared = new Set<number>();
  for (;;) {
    switch (observation.kind) {
      case 'as_approved':
        await noteObserved(pass, step.name, observation);
        return done(observation.value);
      case 'conflicting':
        return conflictAt(pass, step.name, observation);
      case 'unreadable':
        return stopOfUnreadable(pass, step.name, observation);
      case 'absent': {
        const { leftover } = observation;
        if (leftover !== null && cleared.has(leftover)) {
          return waitFor(pass, step.name, { ms: pass.options.lagMs, cause: 'lag' });
        }
        const next = await proceed(pass, step, observation);
        if (next.kind !== 'again') return next;
        if (leftover !== null) cleared.add(leftover);
        observation = next.observation ?? (await step.observe());
      }
    }
  }
}

/** A step whose last attempt was in doubt is settled by being seen. */
async function noteObserved<T>(pass: Pass, step: string, { handle }: AsApproved<T>): Promise<void> {
  const last = pass.journal.entriesOf(step).findLast(({ attempt }) => attempt > 0);
  if (last === undefined || last.event === 'answered' || last.event === 'observed') return;
  await pass.journal.note({ step, event: 'observed', attempt: last.attempt, handle });
  pass.progress.tell({ kind: 'done', step });
}

/**
 * Something else is there. If that alone shows that an attempt in doubt did not take place, it is
 * believed once the quarantine is over.
 */
async function conflictAt(pass: Pass, step: string, seen: Conflicting): Promise<Stop> {
  if (!seen.excludesOurs) return stopOfConflict(pass, seen);
  const standing = stepStanding(pass.journal.entriesOf(step), pass.clock.now(), pass.options);
  if (standing.kind === 'undated_doubt') return dateDoubt(pass, step, standing.attempt);
  if (standing.kind === 'quarantine') {
    return { kind: 'wait', step, until: standing.until, cause: 'quarantine' };
  }
  const overDoubt =
    standing.kind === 'first_absence' ||
    standing.kind === 'second_look_at' ||
    (standing.kind === 'ready' && standing.afterDoubt);
  if (overDoubt) {
    const attempt = lastAttempt(pass.journal.entriesOf(step));
    const note = 'something else is there';
    await pass.journal.note({ step, event: 'refused', attempt, note });
  }
  return stopOfConflict(pass, seen);
}

/** From now on counts how long an attempt of which nothing is known may still land. */
async function dateDoubt(pass: Pass, step: string, attempt: number): Promise<Stop> {
  const note = 'announced, and nothing is known of it';
  await pass.journal.note({ step, event: 'unanswered', attempt, note });
  return waitFor(pass, step, { ms: pass.options.quarantineMs, cause: 'quarantine' });
}

/** What is done about a step that was seen not to be there. */
async function proceed<T>(pass: Pass, step: Step<T>, seen: Absent): Promise<Stop | Again<T>> {
  const { lagMs } = pass.options;
  const standing = stepStanding(pass.journal.entriesOf(step.name), pass.clock.now(), pass.options);
  switch (standing.kind) {
    case 'undated_doubt':
      return dateDoubt(pass, step.name, standing.attempt);
    case 'quarantine':
      return { kind: 'wait', step: step.name, until: standing.until, cause: 'quarantine' };
    case 'first_absence':
      await pass.journal.note({ step: step.name, event: 'absent', attempt: standing.attempt });
      return waitFor(pass, step.name, { ms: lagMs, cause: 'lag' });
    case 'second_look_at':
      return { kind: 'wait', step: step.name, until: standing.until, cause: 'lag' };
    case 'retry_at':
      return { kind: 'wait', step: step.name, until: standing.until, cause: 'backoff' };
    case 'confirmed':
      return stopOfInvisible(pass, step.name, standing.at);
    case 'refused':
      return { kind: 'abandon', refusals: standing.refusals };
    case 'ready':
      return attemptIfDue(pass, step, { standing, leftover: seen.leftover });
  }
}

interface Readiness {
  readonly standing: Extract<StepStanding, { kind: 'ready' }>;
  readonly leftover: number | null;
}

/** Attempts the step, unless this pass may not or it is too late to begin. */
async function attemptIfDue<T>(
  pass: Pass,
  step: Step<T>,
  { standing, leftover }: Readiness,
): Promise<Stop | Again<T>> {
  if (pass.purpose === 'look') {
    const details = { subject: step.name, expected: 'as approved', found: 'not on GitHub' };
    return { kind: 'abandon', refusals: [refusal('operation.incomplete', details)] };
  }
  const late = lateStart(pass, step.name);
  if (late !== null) return late;
  if (standing.afterDoubt && step.fenced === true) return { kind: 'fence', step: step.name };
  if (leftover !== null && step.clear !== undefined) {
    const cleared = await step.clear(leftover);
    return cleared.kind === 'done' ? { kind: 'again', observation: null } : cleared;
  }
  return sendAttempt(pass, step, standing.attempt);
}

/** GitHub confirmed the step and does not show it: lists lag, but not for ever. */
function stopOfInvisible(pass: Pass, step: string, confirmedAt: Instant): Stop {
  const expected = `visible, as GitHub confirmed at ${confirmedAt}`;
  const details = { subject: step, expected, found: 'nothing' };
  const confirmation = pass.journal.confirmation(step);
  const judged = judgeAbsence(pass, confirmation, refusal('github.not_visible', details));
  return judged.kind === 'conflicting'
    ? stopOfConflict(pass, judged)
    : stopOfUnreadable(pass, step, judged);
}
