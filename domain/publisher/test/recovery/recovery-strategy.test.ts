// SPDX-License-Identifier: Apache-2.0
// Goal: one table decides about every answer; a write that may have been applied is never called
// refused, and nothing is retried blindly.
import { answerKind, instantFromMs, instantToMs, type GitHubFailure } from '@marketops/core';
import { PUBLISHER_OPTIONS_DEFAULT, RecoveryStrategy } from '@marketops/publisher';
import { sampleNow, scriptedFailure, SeededEntropy } from '@marketops/testkit';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RECOVERY_TABLE } from '../../src/recovery/recovery-table.ts';

const strategy = new RecoveryStrategy(PUBLISHER_OPTIONS_DEFAULT, new SeededEntropy('recovery'));
const noLimit = { limit: null, remaining: null, resetAtSeconds: null, retryAfterSeconds: null };

function decide(given: Partial<GitHubFailure>): { read: string; write: string } {
  const failure = scriptedFailure(given);
  const inWords = (nature: 'read' | 'write'): string => {
    const action = strategy.decide(failure, nature, sampleNow);
    switch (action.action) {
      case 'fail':
        return `fail ${action.code}`;
      case 'wait_until':
        return `wait ${action.cause} ${action.until ?? 'a while'}`;
      case 'reconcile':
        return action.applied === 'maybe' ? 'maybe applied' : `not applied ${action.code ?? ''}`;
      case 'retry_read':
      case 'renew_credential':
        return action.action;
    }
  };
  return { read: inWords('read'), write: inWords('write') };
}

describe('an answer that proves nothing', () => {
  it.each<Partial<GitHubFailure>>([
    { status: null },
    { status: 500 },
    { status: 502, body: 'not_json' },
    { status: 503, body: 'empty' },
    { status: 504 },
    { status: 408 },
    { status: 200, body: 'truncated' },
    { status: 201, body: 'wrong_shape' },
    { status: 204, body: 'not_json' },
    { status: 400, body: 'not_json' },
    { status: 403, body: 'not_json' },
    { status: 422, body: 'truncated' },
    { status: 101 },
  ])('%j: reads are asked again, writes may have been applied', (failure) => {
    expect(decide(failure)).toEqual({ read: 'retry_read', write: 'maybe applied' });
  });

  it('never sent: writes were not applied, and are not refused either', () => {
    expect(decide({ sent: 'no' })).toEqual({ read: 'retry_read', write: 'not applied ' });
  });
});

describe('a limit', () => {
  const at = (seconds: number) => instantFromMs(instantToMs(sampleNow) + seconds * 1_000);
  const resetAtSeconds = instantToMs(sampleNow) / 1_000 + 90;

  it.each<readonly [string, Partial<GitHubFailure>, string]>([
    [
      'primary',
      { status: 403, rateLimit: { ...noLimit, remaining: 0, resetAtSeconds } },
      `wait primary ${at(91)}`,
    ],
    [
      'primary as 429',
      { status: 429, rateLimit: { ...noLimit, remaining: 0, resetAtSeconds } },
      `wait primary ${at(91)}`,
    ],
    [
      'secondary with retry-after',
      { status: 403, rateLimit: { ...noLimit, remaining: 4_290, retryAfterSeconds: 30 } },
      `wait secondary ${at(30)}`,
    ],
    [
      'secondary by its message alone',
      { status: 403, message: 'You have exceeded a secondary rate limit' },
      'wait secondary a while',
    ],
    [
      'primary by its message alone',
      { status: 403, message: 'API rate limit exceeded for 192.0.2.1.' },
      'wait secondary a while',
    ],
    [
      'primary until a day far away',
      { status: 403, rateLimit: { ...noLimit, remaining: 0, resetAtSeconds: 999_999_999_999_999 } },
      `wait primary ${at(3_900)}`,
    ],
    [
      'primary until a moment that is over',
      { status: 403, rateLimit: { ...noLimit, remaining: 0, resetAtSeconds: 1_700_000_000 } },
      'wait primary a while',
    ],
    [
      'secondary for years',
      { status: 403, rateLimit: { ...noLimit, retryAfterSeconds: 999_999_999_999_999 } },
      `wait secondary ${at(3_900)}`,
    ],
    ['429 with nothing', { status: 429, body: 'empty' }, 'wait secondary a while'],
    ['too quickly', { status: 422, message: 'was submitted too quickly' }, 'wait content a while'],
  ])('%s is waited out by reads and writes alike', (_name, failure, words) => {
    expect(decide(failure)).toEqual({ read: words, write: words });
  });
});

describe('a refusal', () => {
  it('of the credential renews it for reads alone', () => {
    expect(decide({ status: 401 })).toEqual({
      read: 'renew_credential',
      write: 'not applied github.credential_refused',
    });
  });

  it.each<readonly [Partial<GitHubFailure>, string]>([
    [{ status: 301 }, 'fail github.redirect_refused'],
    [{ status: 307 }, 'fail github.redirect_refused'],
    [{ status: 403 }, 'fail github.permission_missing'],
    [{ status: 404 }, 'not applied github.permission_missing'],
    [{ status: 409 }, 'fail github.refused'],
    [{ status: 410 }, 'fail github.refused'],
    [{ status: 413 }, 'fail github.refused'],
    [{ status: 422 }, 'fail github.refused'],
    [{ status: 422, message: 'Reference already exists' }, 'not applied github.not_visible'],
  ])('%j of a write: %s', (failure, words) => {
    expect(decide(failure).write).toBe(words);
  });
});

describe('the table', () => {
  it('has a row for what nobody foresaw, which assumes the worst', () => {
    const failure = scriptedFailure({ status: 999 });
    const context = { failure, now: sampleNow, options: PUBLISHER_OPTIONS_DEFAULT };
    const row = RECOVERY_TABLE[answerKind(failure)];
    expect(row).toBe(RECOVERY_TABLE.unforeseen);
    expect(row.write(context)).toEqual({ action: 'reconcile', applied: 'maybe' });
  });

  it('never calls a write refused that GitHub did not refuse in its own words', () => {
    const bodies = ['json', 'empty', 'not_json', 'truncated', 'wrong_shape'] as const;
    const answer = fc.record({
      status: fc.option(fc.integer({ min: 100, max: 599 })),
      body: fc.constantFrom(...bodies),
    });
    fc.assert(
      fc.property(answer, ({ status, body }) => {
        const { write } = decide({ status, body });
        const own = status !== null && status >= 300 && status < 500 && status !== 408;
        return own || write === 'maybe applied';
      }),
    );
  });
});

describe('backoff', () => {
  it('begins at two seconds at most, doubles, is random and capped', () => {
    const { backoffFirstMs, backoffMaxMs } = PUBLISHER_OPTIONS_DEFAULT;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), (round) => {
        const waitMs = strategy.backoffMs(round);
        const ceiling = Math.min(backoffFirstMs * 2 ** (round - 1), backoffMaxMs);
        return waitMs >= backoffFirstMs / 2 && waitMs <= ceiling;
      }),
    );
    const drawn = new Set(Array.from({ length: 50 }, () => strategy.backoffMs(8)));
    expect(drawn.size).toBeGreaterThan(10);
  });
});
