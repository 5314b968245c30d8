// SPDX-License-Identifier: Apache-2.0
// One attempt of a step: its intent is durable before anything is sent, it is sent once, and what
// came of it is durable before anything else is done.
import { refusal, type GitHubFailure } from '@marketops/core';
import type { RecoveryAction } from '../recovery/recovery-action.ts';
import { refusalOfFailure } from '../recovery/recovery-strategy.ts';
import { announce } from './announce.ts';
import type { Observation } from './observation.ts';
import type { Line } from './operation-journal.ts';
import type { Pass } from './pass.ts';
import type { Applied, Step } from './step.ts';
import type { Abandon, Wait } from './stop.ts';

/** Attempts of one step at most: audit records count no further. */
const attemptsMax = 1_000;

/** The attempt was made: look again, at what the answer showed if it showed anything. */
export interface Attempted<T> {
  readonly kind: 'again';
  readonly observation: Observation<T> | null;
}

/** Makes attempt number `attempt` of a step, or says why it may not be made now. */
export async function sendAttempt<T>(
  pass: Pass,
  step: Step<T>,
  attempt: number,
): Promise<Attempted<T> | Wait | Abandon> {
  if (attempt > attemptsMax) {
    const details = { subject: step.name, expected: `at most ${attemptsMax} attempts` };
    const found = refusal('github.refused', { ...details, found: `${attempt}` });
    return { kind: 'abandon', refusals: [found] };
  }
  const note = (await step.note?.()) ?? null;
  const blocked = await announce(pass, { step: step.name, attempt, note });
  if (blocked !== null) return blocked;
  pass.progress.tell({ kind: 'attempted', step: step.name, attempt });
  pass.journal.requireTimeLeft();
  const applied = await step.apply();
  const { line, shows } = await outcomeOf(pass, step.name, applied);
  await pass.journal.note({ ...line, step: step.name, attempt });
  if (line.event === 'answered') pass.progress.tell({ kind: 'done', step: step.name });
  return { kind: 'again', observation: shows === null || shows.kind === 'absent' ? null : shows };
}

interface AttemptOutcome<T> {
  readonly line: Omit<Line, 'step'>;
  readonly shows: Observation<T> | null;
}

/** What the journal says of an attempt, by what came of it. */
async function outcomeOf<T>(
  pass: Pass,
  step: string,
  applied: Applied<T>,
): Promise<AttemptOutcome<T>> {
  switch (applied.kind) {
    case 'answered': {
      const { handle, requestId, shows } = applied;
      return { line: { event: 'answered', handle, requestId }, shows };
    }
    case 'withheld':
      return { line: { event: 'not_sent', note: 'a last look' }, shows: applied.shows };
    case 'no_content':
      return { line: { event: 'not_sent', refusals: [applied.refusal] }, shows: null };
    case 'failed': {
      const { failure } = applied;
      const action = pass.github.decideWrite(failure);
      const { requestId, detail: note } = failure;
      const line = await lineOf(pass, { step, failure, action });
      return { line: { ...line, requestId, note }, shows: null };
    }
  }
}

interface FailedWrite {
  readonly step: string;
  readonly failure: GitHubFailure;
  readonly action: RecoveryAction;
}

async function lineOf(pass: Pass, write: FailedWrite): Promise<Omit<Line, 'step'>> {
  const { step, failure, action } = write;
  const details = { subject: step, expected: 'GitHub to carry it out' };
  const refusedBefore = pass.journal.entriesOf(step).filter(({ until }) => until !== null).length;
  const retryAt = () => pass.github.afterBackoff(refusedBefore + 1);
  switch (action.action) {
    case 'wait_until': {
      const { until } = await pass.limits.block(pass.scope, action.cause, action.until);
      return { event: 'refused', until };
    }
    case 'fail':
      return { event: 'refused', refusals: [refusalOfFailure(action.code, failure, details)] };
    case 'reconcile':
      if (action.applied === 'maybe') return { event: 'unanswered' };
      if (action.code === null) return { event: 'not_sent', until: retryAt() };
      return {
        event: 'refused',
        until: retryAt(),
        refusals: [refusalOfFailure(action.code, failure, details)],
      };
    case 'retry_read':
    case 'renew_credential':
      return { event: 'unanswered' };
  }
}
