// SPDX-License-Identifier: Apache-2.0
// Goal: one test for each failure mode of limits, permissions and credentials that can reach the
// publisher (rows 22, 31 to 34 and 41). Row 27 (a proxy that is ignored) is the GitHub adapter's.
import { instantToMs } from '@marketops/core';
import { sampleNow, type ScriptedFault } from '@marketops/testkit';
import { describe, expect, it } from 'vitest';
import { brokenRules } from '../story/process-rules.ts';
import { rightResult } from '../story/right-result.ts';
import { onCall, tell, type Told } from '../story/tell.ts';

function refusal(failure: Extract<ScriptedFault, { kind: 'answer' }>['failure']): ScriptedFault {
  return { kind: 'answer', applied: false, failure };
}

function rateLimit(given: {
  remaining?: number;
  resetAtSeconds?: number;
  retryAfterSeconds?: number;
}) {
  const { remaining = null, resetAtSeconds = null, retryAfterSeconds = null } = given;
  return { limit: 5_000, remaining, resetAtSeconds, retryAfterSeconds };
}

function waitsOf({ story }: Told): string[] {
  return story.progress.flatMap((event) => (event.kind === 'waiting' ? [event.cause] : []));
}

const secondary = 'You have exceeded a secondary rate limit.';

describe('limits', () => {
  it('31: the primary limit is waited out until its reset and a second more', async () => {
    const resetAtSeconds = instantToMs(sampleNow) / 1_000 + 600;
    const limited = refusal({
      status: 403,
      rateLimit: rateLimit({ remaining: 0, resetAtSeconds }),
    });
    const told = await tell('tag_repo', { script: () => onCall('createRef', limited) });
    expect([told.ending, told.result, told.story.elapsedMs]).toEqual([
      'success',
      'one right result',
      601_000,
    ]);
    expect(waitsOf(told)).toEqual(['rate_limit_primary']);
  });

  it('31: a budget that a success has just spent is waited out before the next request', async () => {
    const resetAtSeconds = instantToMs(sampleNow) / 1_000 + 60;
    const told = await tell('tag_repo', {
      script: () => {
        const spent = rateLimit({ remaining: 0, resetAtSeconds });
        return onCall('createTagObject', refusal({ status: 429, rateLimit: spent }));
      },
    });
    expect([told.ending, told.story.elapsedMs]).toEqual(['success', 61_000]);
  });

  it('32: the secondary limit without retry-after is waited out, longer each time', async () => {
    const limited = refusal({ status: 403, message: secondary });
    const told = await tell('tag_repo', {
      script: () => onCall('createRef', limited, [1, 2]),
    });
    expect([told.ending, told.story.elapsedMs]).toEqual(['success', 60_000 + 120_000]);
    expect(waitsOf(told)).toEqual(['rate_limit_secondary', 'rate_limit_secondary']);
  });

  it('32: retry-after is obeyed', async () => {
    const wait = rateLimit({ retryAfterSeconds: 17 });
    const limited = refusal({ status: 403, message: secondary, rateLimit: wait });
    const told = await tell('tag_repo', { script: () => onCall('createRef', limited) });
    expect([told.ending, told.story.elapsedMs]).toEqual(['success', 17_000]);
  });

  it('33: the content limit in other clothes is waited out', async () => {
    const abuse = refusal({
      status: 422,
      message: 'Validation Failed',
      errors: [{ resource: 'PullRequest', code: 'abuse', field: 'base', message: null }],
    });
    const told = await tell('open_pr', { script: () => onCall('createPullRequest', abuse) });
    expect([told.ending, told.story.elapsedMs]).toEqual(['success', 60_000]);
    expect(waitsOf(told)).toEqual(['rate_limit_content']);
  });

  it('34: bursts of writes are paced within the budget of a minute', async () => {
    const told = await tell('publish_release', {
      options: { contentWritesPerMinuteMax: 3, contentWritesBurst: 3 },
    });
    expect([told.ending, told.result]).toEqual(['success', 'one right result']);
    const times = told.story.github.writes.map(({ atMs }) => atMs);
    const inOneMinute = times.map(
      (atMs) => times.filter((other) => other >= atMs && other < atMs + 60_000).length,
    );
    expect(Math.max(...inOneMinute)).toBe(3);
  });
});

describe('permissions and credentials', () => {
  it('22: the token lacks a scope; what GitHub would accept is told', async () => {
    const forbidden = refusal({
      status: 403,
      message: 'Resource not accessible by integration',
      acceptedPermissions: 'contents=write',
    });
    const told = await tell('tag_repo', { script: () => onCall('createRef', forbidden, null) });
    expect([told.ending, told.clean]).toEqual(['failed github.permission_missing', true]);
    expect(told.outcome.refusals[0]?.found).toContain('contents=write');
  });

  it('41: the token expires on the way and a new one is made', async () => {
    const told = await tell('publish_release', {
      script: (story) => {
        let expired = false;
        return (call) => {
          if (call.name === 'uploadAsset' && story.github.writes.length === 3) expired = true;
          if (call.name === 'renew') expired = false;
          return expired ? refusal({ status: 401, message: 'Bad credentials' }) : null;
        };
      },
    });
    expect([told.ending, told.result]).toEqual(['success', 'one right result']);
  });

  it('41: a token that was just made, and that not all of GitHub knows yet, is given a moment', async () => {
    const told = await tell('publish_release', {
      script: (story) => (call) =>
        call.nature === 'read' && story.elapsedMs < 1_000
          ? refusal({ status: 401, message: 'Bad credentials' })
          : null,
    });
    expect([told.ending, told.result]).toEqual(['success', 'one right result']);
    expect(waitsOf(told)).toEqual([]);
  });

  it('41: a new token that is refused time and again before the first write fails', async () => {
    const told = await tell('publish_release', {
      script: () => (call) =>
        call.nature === 'read' ? refusal({ status: 401, message: 'Bad credentials' }) : null,
    });
    expect([told.ending, told.sent]).toEqual(['failed github.credential_refused', []]);
    expect(told.story.github.calls.filter(({ name }) => name === 'renew')).toHaveLength(1);
  });

  it('41: a credential that stays lost after a possible effect leaves the outcome unknown', async () => {
    const told = await tell('publish_release', {
      script: (story) => (call) =>
        story.github.writes.length > 4 && call.name !== 'open'
          ? refusal({ status: 401, message: 'Bad credentials' })
          : null,
    });
    expect(told.ending).toBe('outcome_unknown operation.credential_lost github.credential_refused');
    const { story } = told;
    story.github.script = () => null;
    story.clock.advance(600_000);
    const reconciled = await story.publisher().reconcile(story.operation.operationId);
    expect([reconciled?.status, rightResult(story)]).toEqual(['success', 'one right result']);
    expect(brokenRules(story)).toEqual([]);
    expect(story.events.at(-1)).toBe('operation.reconciled');
  });

  it('41: a credential that is refused before the first write fails at once', async () => {
    const told = await tell('publish_release', {
      script: () => (call) => (call.name === 'open' ? null : refusal({ status: 401 })),
    });
    expect([told.ending, told.sent]).toEqual(['failed github.credential_refused', []]);
  });

  it.each<[string, ScriptedFault]>([
    ['404', refusal({ status: 404, message: 'Not Found' })],
    ['403', refusal({ status: 403, message: 'Resource not accessible by integration' })],
    ['301', refusal({ status: 301, redirectOrigin: 'https://github.example' })],
  ])(
    'a %s that passes, after something may have happened, leaves nothing to people',
    async (_name, fault) => {
      const told = await tell('publish_release', {
        script: (story) => {
          let refused = 0;
          return (call) => {
            if (call.name === 'createRef') return { kind: 'lost', applied: true };
            if (call.name !== 'repository' || !story.github.state.refs.has('refs/tags/v1.2.0'))
              return null;
            refused += 1;
            return refused <= 2 ? fault : null;
          };
        },
      });
      expect([told.ending, told.result]).toEqual(['success', 'one right result']);
    },
  );

  it('makes no draft while it cannot be said who acts', async () => {
    const silent = refusal({ status: 503 });
    const told = await tell('publish_release', {
      script: () => onCall('actorId', silent, [1, 2, 3, 4]),
    });
    expect([told.ending, told.result]).toEqual(['success', 'one right result']);
    const { calls } = told.story.github;
    const silentLast = calls.findLastIndex(({ fault }) => fault !== null);
    const draftFirst = calls.findIndex(({ name }) => name === 'createRelease');
    expect(silentLast).toBeGreaterThan(-1);
    expect(draftFirst).toBeGreaterThan(silentLast);
  });
});
