// SPDX-License-Identifier: Apache-2.0
// Goal: each answer is one kind; a limit is never taken for a refusal, and only GitHub's own words
// refuse.
import { answerKind, asksToWait, type AnswerKind, type GitHubFailure } from '@marketops/core';
import { scriptedFailure } from '@marketops/testkit';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const noLimit = { limit: null, remaining: null, resetAtSeconds: null, retryAfterSeconds: null };
const spent = { ...noLimit, remaining: 0 };
const namedWait = { ...noLimit, retryAfterSeconds: 60 };

function error(code: string, field: string | null = null): Partial<GitHubFailure> {
  return { status: 422, errors: [{ resource: null, code, field, message: null }] };
}

describe('an answer', () => {
  it.each<readonly [AnswerKind, Partial<GitHubFailure>]>([
    ['never_sent', { sent: 'no' }],
    ['no_answer', { status: null }],
    ['redirect', { status: 301 }],
    ['redirect', { status: 308 }],
    ['server_error_or_timeout', { status: 500, rateLimit: spent }],
    ['server_error_or_timeout', { status: 408 }],
    ['success_without_promise', { status: 201, body: 'truncated' }],
    ['secondary_limit', { status: 403, message: 'You have exceeded a secondary rate limit.' }],
    ['secondary_limit', { status: 429, message: 'triggered an abuse detection', rateLimit: spent }],
    ['primary_limit', { status: 403, rateLimit: spent }],
    ['primary_limit', { status: 429, body: 'empty', rateLimit: spent }],
    ['limit_without_reason', { status: 429, body: 'not_json' }],
    ['limit_without_reason', { status: 403, rateLimit: namedWait }],
    ['limit_without_reason', { status: 403, message: 'API rate limit exceeded for 192.0.2.1.' }],
    ['limit_without_reason', { status: 403, message: 'Too quickly' }],
    ['limit_in_disguise', { status: 422, message: 'was submitted too quickly' }],
    ['limit_in_disguise', error('abuse')],
    ['refusal_of_another', { status: 401, body: 'not_json' }],
    ['refusal_of_another', { status: 403, body: 'empty' }],
    ['refusal_of_another', { status: 404, body: 'not_json' }],
    ['credential_refused', { status: 401 }],
    ['permission_missing', { status: 403, message: 'Resource not accessible by integration' }],
    ['not_found', { status: 404 }],
    ['already_there', { status: 422, message: 'Reference already exists' }],
    ['already_there', error('already_exists', 'tag_name')],
    ['not_visible_yet', { status: 422, message: 'Object does not exist' }],
    ['not_visible_yet', error('invalid', 'head')],
    ['no_difference', { status: 422, message: 'No commits between main and notes' }],
    ['tag_burned', { status: 422, message: 'tag_name was used by an immutable release' }],
    ['release_immutable', { status: 422, message: 'Cannot change an immutable release' }],
    ['ruleset', { status: 422, message: 'Repository rule violations found' }],
    ['ruleset', { status: 409, message: 'Reference update failed' }],
    ['target_refused', error('invalid', 'target_commitish')],
    ['unprocessable', { status: 422, message: 'Validation Failed' }],
    ['refused', { status: 451 }],
    ['unforeseen', { status: 999 }],
    ['unforeseen', { status: 101 }],
  ])('is %s: %j', (kind, given) => {
    expect(answerKind(scriptedFailure(given))).toBe(kind);
  });

  it.each<readonly [string, Partial<GitHubFailure>]>([
    ['a permission is missing', { status: 403, message: 'Must have admin rights' }],
    ['the server fails with its budget spent', { status: 503, rateLimit: spent }],
    ['something is not there, with a wait named', { status: 404, rateLimit: namedWait }],
    ['a ref of that name exists', { status: 422, message: 'refs/heads/rate limit already exists' }],
  ])('does not ask to wait where %s', (_name, given) => {
    expect(asksToWait(scriptedFailure(given))).toBe(false);
  });
});

describe('whatever comes', () => {
  const headers = fc.record({
    limit: fc.constant(null),
    remaining: fc.option(fc.nat(3)),
    resetAtSeconds: fc.option(fc.nat()),
    retryAfterSeconds: fc.option(fc.nat()),
  });
  const failure = fc
    .record({
      status: fc.option(fc.integer({ min: 100, max: 999 })),
      body: fc.constantFrom('json', 'empty', 'not_json', 'truncated', 'wrong_shape'),
      message: fc.option(fc.constantFrom('Forbidden', 'API rate limit exceeded', 'abuse')),
      rateLimit: headers,
    })
    .map((given) => scriptedFailure(given));

  it('asks to wait where it is a 429', () => {
    fc.assert(fc.property(failure, (given) => asksToWait({ ...given, status: 429 })));
  });

  it('refuses nothing where a 403 comes with a spent budget or a wait', () => {
    fc.assert(
      fc.property(failure, (given) => {
        const { remaining, retryAfterSeconds } = given.rateLimit;
        const limited = remaining === 0 || retryAfterSeconds !== null;
        return !limited || asksToWait({ ...given, status: 403 });
      }),
    );
  });

  it('refuses in its own words or not at all', () => {
    const refusals: ReadonlySet<AnswerKind> = new Set([
      'credential_refused',
      'permission_missing',
      'not_found',
      'unprocessable',
      'refused',
    ]);
    fc.assert(
      fc.property(failure, (given) => !refusals.has(answerKind(given)) || given.body === 'json'),
    );
  });
});
