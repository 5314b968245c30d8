// SPDX-License-Identifier: Apache-2.0
// The one table from the kind of GitHub's answer and the nature of the request to what is done about
// it. Every kind has its row; what nobody foresaw is taken for the worst.
import { instantToMs } from '@marketops/core';
import type { AnswerKind, GitHubFailure, Instant, ReasonCode } from '@marketops/core';
import { boundedUntil } from '../limits/state-as-of.ts';
import type { PublisherOptions } from '../publisher-options.ts';
import type { LimitCause, RecoveryAction, RequestNature } from './recovery-action.ts';

/** What a row needs to know beside the answer. */
export interface RowContext {
  readonly failure: GitHubFailure;
  readonly now: Instant;
  readonly options: Pick<PublisherOptions, 'resetMarginMs' | 'limitWaitMaxMs'>;
}

/** One row: what is done after a read and after a write. */
export type RecoveryRow = {
  readonly [nature in RequestNature]: (context: RowContext) => RecoveryAction;
};

const retryRead = (): RecoveryAction => ({ action: 'retry_read' });
const maybeApplied = (): RecoveryAction => ({ action: 'reconcile', applied: 'maybe' });
const renewCredential = (): RecoveryAction => ({ action: 'renew_credential' });

function notApplied(code: ReasonCode | null): () => RecoveryAction {
  return () => ({ action: 'reconcile', applied: 'no', code });
}

function fail(code: ReasonCode): () => RecoveryAction {
  return () => ({ action: 'fail', code });
}

function final(code: ReasonCode): RecoveryRow {
  return { read: fail(code), write: fail(code) };
}

function limited(wait: (context: RowContext) => RecoveryAction): RecoveryRow {
  return { read: wait, write: wait };
}

/** Zero seconds name no time: asked again at once, and again, a limit would only get longer. */
function afterNamedWait(cause: LimitCause): (context: RowContext) => RecoveryAction {
  return ({ failure, now, options }) => {
    const seconds = failure.rateLimit.retryAfterSeconds ?? 0;
    const nowMs = instantToMs(now);
    const until = seconds === 0 ? null : boundedUntil(nowMs + seconds * 1_000, nowMs, options);
    return { action: 'wait_until', cause, until };
  };
}

/** A reset that is past already, by our clock, says nothing of when the budget is full again. */
const afterReset = ({ failure, now, options }: RowContext): RecoveryAction => {
  const nowMs = instantToMs(now);
  const untilMs = (failure.rateLimit.resetAtSeconds ?? 0) * 1_000 + options.resetMarginMs;
  const until = untilMs <= nowMs ? null : boundedUntil(untilMs, nowMs, options);
  return { action: 'wait_until', cause: 'primary', until };
};

/** A read is asked again; a write may have been applied. */
const proofless: RecoveryRow = { read: retryRead, write: maybeApplied };

/** What is done about each kind of answer. */
export const RECOVERY_TABLE: Readonly<Record<AnswerKind, RecoveryRow>> = {
  never_sent: { read: retryRead, write: notApplied(null) },
  no_answer: proofless,
  redirect: final('github.redirect_refused'),
  server_error_or_timeout: proofless,
  success_without_promise: proofless,
  secondary_limit: limited(afterNamedWait('secondary')),
  primary_limit: limited(afterReset),
  limit_without_reason: limited(afterNamedWait('secondary')),
  limit_in_disguise: limited(afterNamedWait('content')),
  refusal_of_another: proofless,
  credential_refused: { read: renewCredential, write: notApplied('github.credential_refused') },
  permission_missing: final('github.permission_missing'),
  not_found: {
    read: fail('github.repository_missing'),
    write: notApplied('github.permission_missing'),
  },
  already_there: { read: fail('github.refused'), write: notApplied('github.not_visible') },
  not_visible_yet: { read: fail('github.refused'), write: notApplied('github.not_visible') },
  no_difference: { read: fail('github.refused'), write: notApplied('github.no_difference') },
  tag_burned: final('github.tag_burned'),
  release_immutable: final('github.release_immutable'),
  ruleset: final('github.ruleset_refuses'),
  target_refused: final('github.target_refused'),
  unprocessable: final('github.refused'),
  refused: final('github.refused'),
  unforeseen: proofless,
};
