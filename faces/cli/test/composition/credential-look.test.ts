// SPDX-License-Identifier: Apache-2.0
// Goal: what speaks against the credential that writes is said before a receipt is minted; what
// cannot be told now is left to the publisher.
import type { GitHubFailure } from '@marketops/core';
import type { GitHubSessions } from '@marketops/publisher';
import { failedReply, sampleTagRepo } from '@marketops/testkit';
import { describe, expect, it } from 'vitest';
import { credentialRefusal } from '../../src/composition/credential-look.ts';

function lookThatMeets(failure: Partial<GitHubFailure>) {
  const sessions: GitHubSessions = { open: async () => failedReply(failure) };
  return credentialRefusal(sessions, [sampleTagRepo()]);
}

const noLimit = { limit: null, remaining: null, resetAtSeconds: null, retryAfterSeconds: null };

describe('a credential that GitHub answers', () => {
  it.each<readonly [string, Partial<GitHubFailure>]>([
    ['github.credential_refused', { status: 401, message: 'Bad credentials' }],
    ['github.permission_missing', { status: 403, message: 'Resource not accessible' }],
    ['github.permission_missing', { status: 422, message: 'permissions are not granted' }],
    ['github.repository_missing', { status: 404, message: 'Not Found' }],
  ])('is refused with %s: %j', async (code, failure) => {
    const refused = await lookThatMeets(failure);
    expect(refused).toMatchObject({ code, found: `HTTP ${failure.status} ${failure.message}` });
  });

  it('is told which permissions would have done', async () => {
    const refused = await lookThatMeets({ status: 403, acceptedPermissions: 'contents=write' });
    expect(refused?.found).toContain('GitHub would accept contents=write');
  });
});

describe('a credential of which nothing can be told now', () => {
  it.each<Partial<GitHubFailure>>([
    { status: 403, rateLimit: { ...noLimit, remaining: 0 } },
    { status: 403, rateLimit: { ...noLimit, retryAfterSeconds: 30 } },
    { status: 403, message: 'API rate limit exceeded' },
    { status: 403, message: 'You have exceeded a secondary rate limit' },
    { status: 422, message: 'was submitted too quickly' },
    { status: 429 },
    { status: 401, body: 'not_json' },
    { status: 404, body: 'empty' },
    { status: 503 },
    { status: null },
  ])('is left to the publisher: %j', async (failure) => {
    expect(await lookThatMeets(failure)).toBeNull();
  });
});
