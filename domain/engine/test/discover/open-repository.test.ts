// SPDX-License-Identifier: Apache-2.0
// A rate limit is called a rate limit, with its end; nothing else is.
import { parseRepositoryName, type GitHubFailure, type Refusal } from '@marketops/core';
import { must } from '@marketops/testkit';
import { describe, expect, it } from 'vitest';
import { openRepository } from '../../src/discover/open-repository.ts';

const fullName = must(parseRepositoryName('acme/lamp'));
const noLimit = { limit: null, remaining: null, resetAtSeconds: null, retryAfterSeconds: null };

async function refusedFor(failure: Partial<GitHubFailure>): Promise<Refusal> {
  const whole: GitHubFailure = {
    status: 403,
    sent: 'maybe',
    body: 'json',
    message: null,
    errors: [],
    rateLimit: noLimit,
    requestId: null,
    acceptedPermissions: null,
    detail: '403 json',
    redirectOrigin: null,
    ...failure,
  };
  const open = async () => ({ ok: false, failure: whole }) as const;
  const opened = await openRepository({ open }, fullName);
  if (opened.ok) throw new Error('expected a refusal');
  return opened.refusal;
}

const spent = { limit: 60, remaining: 0, resetAtSeconds: 1_700_000_000, retryAfterSeconds: null };

describe('a repository that GitHub does not show', () => {
  it.each([
    [{ rateLimit: spent }, 'is spent until 2023-11-14T22:13:20Z (HTTP 403)'],
    [{ status: 429, rateLimit: spent }, 'is spent until 2023-11-14T22:13:20Z (HTTP 429)'],
    [{ rateLimit: { ...noLimit, retryAfterSeconds: 60 } }, 'asks to wait 60 s'],
    [{ message: 'You have exceeded a secondary rate limit.' }, "GitHub's rate limit (HTTP 403)"],
    [{ message: 'API rate limit exceeded for 192.0.2.1.' }, "GitHub's rate limit (HTTP 403)"],
    [{ status: 422, message: 'was submitted too quickly' }, "GitHub's rate limit (HTTP 422)"],
    [{ status: 429 }, "GitHub's rate limit (HTTP 429)"],
    [{ rateLimit: { ...spent, resetAtSeconds: 1e15 } }, "GitHub's rate limit (HTTP 403)"],
  ])('because of a rate limit %j says so', async (failure, found) => {
    const refused = await refusedFor(failure);
    expect(refused.code).toBe('repository.unreadable');
    expect(refused.found).toContain(found);
    expect(refused.expected).toContain('MARKETOPS_GITHUB_READ_TOKEN');
  });

  it.each([
    [{ message: 'Resource not accessible by integration' }, 'HTTP 403 Resource not accessible'],
    [{ status: 401, detail: '401 json', message: 'Bad credentials' }, 'HTTP 401 Bad credentials'],
    [{ status: 500, detail: '500 not_json', rateLimit: spent }, '500 not_json'],
    [{ status: null, detail: 'ECONNRESET' }, 'ECONNRESET'],
  ])(
    'for another reason %j is told in the words of GitHub, and not called limited',
    async (failure, found) => {
      const refused = await refusedFor(failure);
      expect(refused.found).toMatch(new RegExp(`^${found}`));
      expect(refused.expected).not.toContain('limit');
    },
  );

  it('because it does not accept the credential asks for another one', async () => {
    const refused = await refusedFor({ status: 401, message: 'Bad credentials' });
    expect(refused.code).toBe('github.credential_refused');
  });
});
