// SPDX-License-Identifier: Apache-2.0
// The one list of what an answer of GitHub's can be that did not bring what was asked for. Whoever
// acts on such an answer asks here what it is, so that no two places tell a rate limit differently.
import * as sign from './answer-signs.ts';
import type { GitHubFailure } from './reply.ts';

const limitStatus = sign.status(403, 429);
const limitText = /rate limit|abuse|too quickly/i;
const unprocessable = sign.status(422);

/** Every kind with its sign, in the order in which they are tried. */
const kinds = [
  ['never_sent', sign.neverSent],
  ['no_answer', sign.noAnswer],
  ['redirect', sign.statusFrom(300, 399)],
  ['server_error_or_timeout', sign.any(sign.statusFrom(500, 599), sign.status(408))],
  ['success_without_promise', sign.statusFrom(200, 299)],
  ['secondary_limit', sign.all(limitStatus, sign.says(/secondary rate limit|abuse detection/i))],
  ['primary_limit', sign.all(limitStatus, sign.budgetSpent)],
  [
    'limit_without_reason',
    sign.any(
      sign.status(429),
      sign.all(limitStatus, sign.any(sign.namesWait, sign.says(limitText))),
    ),
  ],
  [
    'limit_in_disguise',
    sign.all(
      unprocessable,
      sign.any(sign.errorCode('abuse'), sign.says(/submitted too quickly|secondary rate limit/i)),
    ),
  ],
  ['refusal_of_another', sign.all(sign.statusFrom(400, 499), sign.notFromGitHubItself)],
  ['credential_refused', sign.status(401)],
  ['permission_missing', sign.status(403)],
  ['not_found', sign.status(404)],
  [
    'already_there',
    sign.all(
      unprocessable,
      sign.any(sign.errorCode('already_exists'), sign.says(/already exists/i)),
    ),
  ],
  [
    'not_visible_yet',
    sign.all(
      unprocessable,
      sign.any(
        sign.says(/Object does not exist|sha can't be blank|must be a branch|resolve to a node/i),
        sign.errorCode('invalid', 'head'),
      ),
    ),
  ],
  ['no_difference', sign.all(unprocessable, sign.says(/No commits between/i))],
  ['tag_burned', sign.all(unprocessable, sign.says(/was used by an immutable release/i))],
  ['release_immutable', sign.all(unprocessable, sign.says(/immutable release/i))],
  [
    'ruleset',
    sign.all(
      sign.status(422, 409),
      sign.says(/rule violations|pre_receive|protected (?:branch|ref)|Reference update failed/i),
    ),
  ],
  ['target_refused', sign.all(unprocessable, sign.errorCode('invalid', 'target_commitish'))],
  ['unprocessable', unprocessable],
  ['refused', sign.statusFrom(400, 499)],
] as const satisfies readonly (readonly [string, sign.AnswerSign])[];

/** What an answer is that did not bring what was asked for. */
export type AnswerKind = (typeof kinds)[number][0] | 'unforeseen';

/** The kind of `failure`: the first whose sign it carries; `unforeseen` where it carries none. */
export function answerKind(failure: GitHubFailure): AnswerKind {
  const [kind] = kinds.find(([, carriedBy]) => carriedBy(failure)) ?? ['unforeseen'];
  return kind;
}

const limits: ReadonlySet<AnswerKind> = new Set([
  'secondary_limit',
  'primary_limit',
  'limit_without_reason',
  'limit_in_disguise',
]);

/** Whether GitHub neither gave nor refused anything, but asks to be left alone for a while. */
export function asksToWait(failure: GitHubFailure): boolean {
  return limits.has(answerKind(failure));
}
