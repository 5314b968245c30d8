// SPDX-License-Identifier: Apache-2.0
// Goal: what GitHub answered is told in its own words where it said any, and never twice.
import { describe, expect, it } from 'vitest';
import { answerInWords, type GitHubFailure } from '../../src/index.ts';

const silent: GitHubFailure = {
  status: 503,
  sent: 'maybe',
  body: 'not_json',
  message: null,
  errors: [],
  rateLimit: { limit: null, remaining: null, resetAtSeconds: null, retryAfterSeconds: null },
  requestId: null,
  acceptedPermissions: null,
  detail: '503 not_json',
  redirectOrigin: null,
};
const error = { resource: null, code: null, field: null };

describe('an answer of GitHub', () => {
  it.each<[Partial<GitHubFailure>, string]>([
    [{ status: 401, message: 'Bad credentials' }, 'HTTP 401 Bad credentials'],
    [{ status: 422, errors: [{ ...error, message: 'is too long' }] }, 'HTTP 422 is too long'],
    [{ status: 422, message: '', errors: [{ ...error, message: 'bad' }] }, 'HTTP 422 bad'],
    [{}, '503 not_json'],
    [{ status: null, detail: 'ECONNRESET' }, 'ECONNRESET'],
    [
      { status: 403, message: 'No', acceptedPermissions: 'contents=write' },
      'HTTP 403 No; GitHub would accept contents=write',
    ],
  ])('%j', (answer, words) => {
    expect(answerInWords({ ...silent, ...answer })).toBe(words);
  });
});
