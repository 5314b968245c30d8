// SPDX-License-Identifier: Apache-2.0
// Goal: a limit holds nobody for ever: not one that a clock or a header dated far away, not one that
// others use up all the time; and an operation with nothing on GitHub ends at its deadline.
import { instantFromMs, instantToMs } from '@marketops/core';
import type { PublisherStore, RateLimitState } from '@marketops/publisher';
import { sampleNow, type GitHubScript } from '@marketops/testkit';
import { describe, expect, it } from 'vitest';
import { PublisherStory } from '../story/publisher-story.ts';
import { rightResult } from '../story/right-result.ts';
import { onCall, tell } from '../story/tell.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const nowMs = instantToMs(sampleNow);
const nothingKnown: RateLimitState = {
  blockedUntil: null,
  cause: null,
  strikes: 0,
  writtenAtMs: [],
};

function writesAt(count: number, atMs: number): RateLimitState {
  return { ...nothingKnown, writtenAtMs: Array.from({ length: count }, () => atMs) };
}

/** A story in which this is known of the limits already. */
async function storyKnowing(
  known: RateLimitState,
  options: ConstructorParameters<typeof PublisherStory>[1] = {},
): Promise<PublisherStory> {
  const story = new PublisherStory('tag_repo', options);
  await story.store.transaction((tx) => tx.saveRateLimitState('github.example/1001', known));
  return story;
}

async function endOf(story: PublisherStory, store: PublisherStore = story.store): Promise<string> {
  const { status, refusals } = await story.publish(story.publisher('first', store));
  return [status, ...refusals.map(({ code }) => code)].join(' ');
}

/** GitHub's primary limit, met by every read. */
function limitedReads(story: PublisherStory, windowMs: number): GitHubScript {
  return ({ nature }) => {
    const resetAtSeconds = (nowMs + story.elapsedMs + windowMs) / 1_000;
    const rateLimit = { limit: 60, remaining: 0, resetAtSeconds, retryAfterSeconds: null };
    const failure = { status: 403, rateLimit };
    return nature === 'read' ? { kind: 'answer', applied: false, failure } : null;
  };
}

describe('a clock that ran ahead during many writes and is right after a restart', () => {
  it.each([50, 55, 60])('%i writes from the future cost a minute or less', async (count) => {
    const story = await storyKnowing(writesAt(count, nowMs + 48 * hourMs));
    expect([await endOf(story), rightResult(story)]).toEqual(['success', 'one right result']);
    expect(story.elapsedMs).toBeLessThanOrEqual(minuteMs);
  });

  it('a whole hour’s budget of them costs an hour', async () => {
    const story = await storyKnowing(writesAt(400, nowMs + 48 * hourMs));
    expect(await endOf(story)).toBe('success');
    expect(story.elapsedMs).toBe(hourMs);
  });

  it('and an operation that cannot wait that long ends at its deadline with nothing sent', async () => {
    const future = writesAt(400, nowMs + 48 * hourMs);
    const story = await storyKnowing(future, { effectDeadlineMs: hourMs / 2 });
    expect(await endOf(story)).toBe('failed operation.deadline_passed');
    expect([story.elapsedMs, story.github.writes]).toEqual([hourMs / 2, []]);
  });

  it('a block from the future is waited for up to the bound', async () => {
    const blockedUntil = instantFromMs(nowMs + 48 * hourMs);
    const story = await storyKnowing({ ...nothingKnown, blockedUntil, cause: 'primary' });
    expect([await endOf(story), rightResult(story)]).toEqual(['success', 'one right result']);
    expect(story.elapsedMs).toBe(65 * minuteMs);
  });
});

describe('a limit that GitHub dates far away', () => {
  it.each([4_102_444_800, 253_402_300_798, 999_999_999_999_999])(
    'at second %i is asked about again after the bound',
    async (resetAtSeconds) => {
      const rateLimit = { limit: 60, remaining: 0, resetAtSeconds, retryAfterSeconds: null };
      const failure = { status: 403, rateLimit };
      const limited = { kind: 'answer', applied: false, failure } as const;
      const told = await tell('tag_repo', { script: () => onCall('createRef', limited) });
      expect([told.ending, told.result]).toEqual(['success', 'one right result']);
      expect(told.story.elapsedMs).toBe(65 * minuteMs);
    },
  );

  it.each([7_200, 999_999_999_999_999])(
    'with a retry-after of %i s is asked about again after the bound',
    async (retryAfterSeconds) => {
      const rateLimit = { limit: 60, remaining: 9, resetAtSeconds: null, retryAfterSeconds };
      const limited = {
        kind: 'answer',
        applied: false,
        failure: { status: 429, rateLimit },
      } as const;
      const told = await tell('tag_repo', { script: () => onCall('commit', limited) });
      expect([told.ending, told.story.elapsedMs]).toEqual(['success', 65 * minuteMs]);
    },
  );

  it('in the past, by a clock that runs ahead, is asked about a minute later', async () => {
    const resetAtSeconds = nowMs / 1_000 - 7_200;
    const rateLimit = { limit: 60, remaining: 0, resetAtSeconds, retryAfterSeconds: null };
    const failure = { status: 403, rateLimit };
    const limited = { kind: 'answer', applied: false, failure } as const;
    const told = await tell('tag_repo', { script: () => onCall('createRef', limited, [1, 2]) });
    expect([told.ending, told.story.elapsedMs]).toEqual(['success', 2 * minuteMs]);
  });
});

describe('a limit that names no time to wait', () => {
  it.each(['commit', 'createRef'])(
    'but zero seconds, on %s, is asked about after a minute, then after two',
    async (name) => {
      const rateLimit = { limit: 60, remaining: 9, resetAtSeconds: null, retryAfterSeconds: 0 };
      const limited = {
        kind: 'answer',
        applied: false,
        failure: { status: 403, rateLimit },
      } as const;
      const told = await tell('tag_repo', { script: () => onCall(name, limited, [1, 2]) });
      expect([told.ending, told.story.elapsedMs]).toEqual(['success', 3 * minuteMs]);
    },
  );
});

describe('a limit that lasts past the deadline', () => {
  it('ends an operation with nothing on GitHub at the deadline', async () => {
    const story = new PublisherStory('tag_repo', { effectDeadlineMs: 90 * minuteMs });
    story.github.script = limitedReads(story, hourMs);
    expect(await endOf(story)).toBe('failed operation.deadline_passed github.unreachable');
    expect([story.elapsedMs, story.github.writes]).toEqual([90 * minuteMs, []]);
  });

  it('is waited for where something may be public', async () => {
    const story = new PublisherStory('tag_repo', { effectDeadlineMs: hourMs });
    let reads: GitHubScript = () => null;
    story.github.script = (call) => {
      if (call.name !== 'createRef') return story.elapsedMs < 3 * hourMs ? reads(call) : null;
      reads = limitedReads(story, hourMs);
      return { kind: 'lost', applied: true };
    };
    expect([await endOf(story), rightResult(story)]).toEqual(['success', 'one right result']);
    expect(story.elapsedMs).toBeGreaterThan(3 * hourMs);
  });
});

describe('a budget that others use up all the time', () => {
  it('is waited for in turns under a lease, with yields in between, until the deadline', async () => {
    const story = new PublisherStory('tag_repo', { effectDeadlineMs: 5 * minuteMs });
    const { operationId } = story.operation;
    const crowded: PublisherStore = {
      transaction: (work) =>
        story.store.transaction((tx) => {
          tx.rateLimitState = async () => writesAt(50, instantToMs(story.clock.now()));
          return work(tx);
        }),
    };
    const sleep = story.clock.sleep.bind(story.clock);
    const leasesOver: number[] = [];
    story.clock.sleep = async (ms) => {
      await sleep(ms);
      const stored = await story.store.transaction((tx) => tx.operation(operationId));
      const leased = stored?.lease ?? null;
      if (leased !== null && instantToMs(leased.until) <= instantToMs(story.clock.now())) {
        leasesOver.push(story.elapsedMs);
      }
    };
    expect(await endOf(story, crowded)).toBe('failed operation.deadline_passed');
    expect([story.elapsedMs, story.github.writes, leasesOver]).toEqual([5 * minuteMs, [], []]);
    const waits = story.progress.filter((event) => event.kind === 'waiting');
    expect(waits.length).toBeGreaterThan(10);
    expect(waits.every((event) => event.cause === 'rate_limit_content')).toBe(true);
  });
});
