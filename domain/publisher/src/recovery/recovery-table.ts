// SPDX-License-Identifier: Apache-2.0
// The one table from GitHub's answer and the nature of the request to what is done about it. The
// first row whose sign is there decides; the last row has every sign, and assumes the worst.
import { instantToMs } from '@marketops/core';
import type { GitHubFailure, Instant, ReasonCode } from '@marketops/core';
import { boundedUntil } from '../limits/state-as-of.ts';
import type { PublisherOptions } from '../publisher-options.ts';
import * as sign from './answer-signs.ts';
import type { LimitCause, RecoveryAction, RequestNature } from './recovery-action.ts';

/** What a row needs to know beside the answer. */
export interface RowContext {
  readonly failure: GitHubFailure;
  readonly now: Instant;
  readonly options: Pick<PublisherOptions, 'resetMarginMs' | 'limitWaitMaxMs'>;
}

/** One row: a sign, and what is done after a read and after a write. */
export type RecoveryRow = {
  readonly name: string;
  readonly sign: sign.AnswerSign;
} & { readonly [nature in RequestNature]: (context: RowContext) => RecoveryAction };

const retryRead = (): RecoveryAction => ({ action: 'retry_read' });
const maybeApplied = (): RecoveryAction => ({ action: 'reconcile', applied: 'maybe' });
const renewCredential = (): RecoveryAction => ({ action: 'renew_credential' });

function notApplied(code: ReasonCode | null): () => RecoveryAction {
  return () => ({ action: 'reconcile', applied: 'no', code });
}

function fail(code: ReasonCode): () => RecoveryAction {
  return () => ({ action: 'fail', code });
}

function final(name: string, rowSign: sign.AnswerSign, code: ReasonCode): RecoveryRow {
  return { name, sign: rowSign, read: fail(code), write: fail(code) };
}

function limited(
  name: string,
  rowSign: sign.AnswerSign,
  wait: (context: RowContext) => RecoveryAction,
): RecoveryRow {
  return { name, sign: rowSign, read: wait, write: wait };
}

function afterNamedWait(cause: LimitCause): (context: RowContext) => RecoveryAction {
  return ({ failure, now, options }) => {
    const seconds = failure.rateLimit.retryAfterSeconds;
    const nowMs = instantToMs(now);
    const until = seconds === null ? null : boundedUntil(nowMs + seconds * 1_000, nowMs, options);
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

const limit = sign.status(403, 429);
const secondaryText = sign.says(/secondary rate limit|abuse detection/i);
const unprocessable = sign.status(422);

/** Every row, in the order in which they are tried. */
export const RECOVERY_TABLE: readonly RecoveryRow[] = [
  { name: 'never sent', sign: sign.neverSent, read: retryRead, write: notApplied(null) },
  { name: 'no answer', sign: sign.noAnswer, read: retryRead, write: maybeApplied },
  final('redirect', sign.statusFrom(300, 399), 'github.redirect_refused'),
  {
    name: 'server error or timeout',
    sign: sign.any(sign.statusFrom(500, 599), sign.status(408)),
    read: retryRead,
    write: maybeApplied,
  },
  {
    name: 'success without what it promises',
    sign: sign.statusFrom(200, 299),
    read: retryRead,
    write: maybeApplied,
  },
  limited('secondary limit', sign.all(limit, secondaryText), afterNamedWait('secondary')),
  limited('primary limit', sign.all(limit, sign.budgetSpent), afterReset),
  limited(
    'limit without a reason',
    sign.any(sign.status(429), sign.all(limit, sign.namesWait)),
    afterNamedWait('secondary'),
  ),
  limited(
    'limit in disguise',
    sign.all(
      unprocessable,
      sign.any(sign.errorCode('abuse'), sign.says(/submitted too quickly|secondary rate limit/i)),
    ),
    afterNamedWait('content'),
  ),
  {
    name: 'refusal that is not GitHub’s own',
    sign: sign.all(sign.statusFrom(400, 499), sign.notFromGitHubItself),
    read: retryRead,
    write: maybeApplied,
  },
  {
    name: 'credential refused',
    sign: sign.status(401),
    read: renewCredential,
    write: notApplied('github.credential_refused'),
  },
  final('permission missing', sign.status(403), 'github.permission_missing'),
  {
    name: 'not found',
    sign: sign.status(404),
    read: fail('github.repository_missing'),
    write: notApplied('github.permission_missing'),
  },
  {
    name: 'already there',
    sign: sign.all(
      unprocessable,
      sign.any(sign.errorCode('already_exists'), sign.says(/already exists/i)),
    ),
    read: fail('github.refused'),
    write: notApplied('github.not_visible'),
  },
  {
    name: 'made just now and not visible yet',
    sign: sign.all(
      unprocessable,
      sign.any(
        sign.says(/Object does not exist|sha can't be blank|must be a branch|resolve to a node/i),
        sign.errorCode('invalid', 'head'),
      ),
    ),
    read: fail('github.refused'),
    write: notApplied('github.not_visible'),
  },
  {
    name: 'no difference',
    sign: sign.all(unprocessable, sign.says(/No commits between/i)),
    read: fail('github.refused'),
    write: notApplied('github.no_difference'),
  },
  final(
    'burned tag',
    sign.all(unprocessable, sign.says(/was used by an immutable release/i)),
    'github.tag_burned',
  ),
  final(
    'immutable release',
    sign.all(unprocessable, sign.says(/immutable release/i)),
    'github.release_immutable',
  ),
  final(
    'ruleset',
    sign.all(
      sign.status(422, 409),
      sign.says(/rule violations|pre_receive|protected (?:branch|ref)|Reference update failed/i),
    ),
    'github.ruleset_refuses',
  ),
  final(
    'target refused',
    sign.all(unprocessable, sign.errorCode('invalid', 'target_commitish')),
    'github.target_refused',
  ),
  final('refused', sign.statusFrom(400, 499), 'github.refused'),
  { name: 'anything else', sign: sign.anything, read: retryRead, write: maybeApplied },
];
