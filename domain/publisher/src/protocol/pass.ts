// SPDX-License-Identifier: Apache-2.0
// One pass over an operation's steps, under one lease and one credential, and how a pass ends where
// GitHub shows something else than expected or nothing at all.
import { instantFromMs, instantToMs, refusal, type Clock, type Refusal } from '@marketops/core';
import type { RateLimitManager } from '../limits/rate-limit-manager.ts';
import type { AdmittedOperation } from '../operation/admitted-operation.ts';
import type { ContentSource } from '../port/content-source.ts';
import type { PublisherOptions } from '../publisher-options.ts';
import type { GitHubGateway } from './github-gateway.ts';
import type { Conflicting, Unreadable } from './observation.ts';
import type { OperationJournal } from './operation-journal.ts';
import type { Progress } from './progress.ts';
import type { Abandon, Unknown, Wait, WaitCause } from './stop.ts';

/**
 * What a pass is for: to carry the operation out, only to look (where people have to decide, nothing
 * is created), or to clear away what is not public of an operation that was given up.
 */
export type PassPurpose = 'carry_out' | 'look' | 'clear';

/** What is known before there is a way to GitHub. */
export interface Situation {
  readonly purpose: PassPurpose;
  readonly admitted: AdmittedOperation;
  readonly journal: OperationJournal;
  readonly progress: Progress;
  readonly clock: Clock;
  readonly options: PublisherOptions;
}

/** One pass over an operation's steps. */
export interface Pass extends Situation {
  readonly github: GitHubGateway;
  readonly content: ContentSource;
  readonly limits: RateLimitManager;
  /** Names the account whose limits count. */
  readonly scope: string;
  /** Who acts, for the log. */
  readonly actor: string;
}

/** The operation yields for `ms` from now. */
export function waitFor(
  pass: Situation,
  step: string,
  wait: { ms: number; cause: WaitCause },
): Wait {
  const until = instantFromMs(instantToMs(pass.clock.now()) + wait.ms);
  return { kind: 'wait', step, until, cause: wait.cause };
}

/** Whether the time in which the effect may begin to be public is over. */
function pastDeadline({ admitted, clock }: Situation): boolean {
  return instantToMs(clock.now()) >= instantToMs(admitted.effectDeadline);
}

/** The refusal that says so. */
function deadlineRefusal({ admitted, clock }: Situation): Refusal {
  return refusal('operation.deadline_passed', {
    subject: admitted.operationId,
    expected: `an effect before ${admitted.effectDeadline}`,
    found: clock.now(),
  });
}

/** Why `step` may not begin to have an effect any more, or null: nothing is public and it is late. */
export function lateStart(pass: Situation, step: string): Abandon | null {
  const late =
    pass.purpose === 'carry_out' &&
    pastDeadline(pass) &&
    !pass.journal.effectPossible('public', step);
  return late ? { kind: 'abandon', refusals: [deadlineRefusal(pass)] } : null;
}

/**
 * GitHub holds something else than approved. As long as nothing of ours can be public the operation
 * fails; otherwise it is for people to find out what happened.
 */
export function stopOfConflict(pass: Situation, conflict: Conflicting): Abandon | Unknown {
  const { refusal: found, whenPublic, isPublic } = conflict;
  const mayBePublic = isPublic || pass.journal.effectPossible('public');
  if (!mayBePublic) return { kind: 'abandon', refusals: [found] };
  return { kind: 'unknown', refusals: [unknownRefusal(pass, whenPublic, found), found] };
}

/** GitHub could not be read: for a while, until the deadline, or for good. */
export function stopOfUnreadable(
  pass: Situation,
  step: string,
  unreadable: Unreadable,
): Wait | Abandon | Unknown {
  const { refusal: found, until, cause } = unreadable;
  const effectPossible = pass.journal.effectPossible('any');
  if (until === null) {
    if (!effectPossible) return { kind: 'abandon', refusals: [found] };
    const code = repositoryCodes.has(found.code)
      ? 'operation.repository_changed'
      : 'operation.credential_lost';
    return { kind: 'unknown', refusals: [unknownRefusal(pass, code, found), found] };
  }
  // What was given up is cleared away for as long as that is worth, whatever the deadline was.
  const overdue = pass.journal.abandonment === null && pastDeadline(pass);
  if (overdue && !effectPossible) {
    return { kind: 'abandon', refusals: [deadlineRefusal(pass), found] };
  }
  // Only GitHub's silence can last for ever; where something may be there, lag and limits, which end
  // by themselves, are waited for.
  if (!overdue || cause !== 'backoff') return { kind: 'wait', step, until, cause };
  return {
    kind: 'unknown',
    refusals: [unknownRefusal(pass, 'operation.unobservable', found), found],
  };
}

const repositoryCodes: ReadonlySet<string> = new Set([
  'github.repository_missing',
  'github.redirect_refused',
]);

function unknownRefusal(
  pass: Situation,
  code: Conflicting['whenPublic'] | 'operation.credential_lost' | 'operation.unobservable',
  found: Refusal,
): Refusal {
  return refusal(code, {
    subject: pass.admitted.operationId,
    expected: found.expected,
    found: `${found.subject}: ${found.found}`,
  });
}
