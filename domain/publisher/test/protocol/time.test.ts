// SPDX-License-Identifier: Apache-2.0
// Goal: effects have a deadline, outages are sat out until then, a clock that goes back makes nobody
// wait, and a process that lost its lease writes nothing more.
import { instantFromMs, instantToMs } from '@marketops/core';
import { StaleLeaseError, type PublisherStore } from '@marketops/publisher';
import { sampleNow, type ScriptedFault } from '@marketops/testkit';
import { describe, expect, it } from 'vitest';
import { PublisherStory } from '../story/publisher-story.ts';
import { rightResult } from '../story/right-result.ts';
import { onCall, tell } from '../story/tell.ts';

const hourMs = 3_600_000;
const down: ScriptedFault = { kind: 'answer', applied: false, failure: { status: 503 } };

describe('the deadline', () => {
  it('ends an operation with nothing public without effect, and its draft goes', async () => {
    const told = await tell('publish_release', {
      options: { effectDeadlineMs: hourMs },
      script: () => onCall('uploadAsset', { kind: 'never_sent' }, null),
    });
    expect([told.ending, told.clean]).toEqual(['failed operation.deadline_passed', true]);
    expect(told.story.elapsedMs).toBeGreaterThanOrEqual(hourMs);
  });

  it('ends an operation that could never look at GitHub', async () => {
    const told = await tell('tag_repo', {
      options: { effectDeadlineMs: hourMs },
      script:
        () =>
        ({ nature }) =>
          nature === 'read' ? down : null,
    });
    expect(told.ending).toBe('failed operation.deadline_passed github.unreachable');
    expect(told.sent).toEqual([]);
  });

  it('with a possible effect and GitHub out of sight leaves the outcome unknown', async () => {
    const story = new PublisherStory('tag_repo', { effectDeadlineMs: hourMs });
    story.github.script = ({ name }) => {
      if (name === 'createRef') return { kind: 'lost', applied: true };
      return story.github.writes.length > 1 ? down : null;
    };
    const outcome = await story.publish();
    expect(outcome.refusals.map(({ code }) => code)).toEqual([
      'operation.unobservable',
      'github.unreachable',
    ]);
    story.github.script = () => null;
    const reconciled = await story.publisher().reconcile(story.operation.operationId);
    expect([reconciled?.status, rightResult(story)]).toEqual(['success', 'one right result']);
    expect(story.events.at(-1)).toBe('operation.reconciled');
  });

  it('does not stop what is public already from being finished', async () => {
    const resetAtSeconds = instantToMs(sampleNow) / 1_000 + 3_600;
    const rateLimit = { limit: 60, remaining: 0, resetAtSeconds, retryAfterSeconds: null };
    const failure = { status: 403, rateLimit };
    const told = await tell('publish_release', {
      options: { effectDeadlineMs: hourMs / 2 },
      script: () => onCall('updateRelease', { kind: 'answer', applied: false, failure }),
    });
    expect([told.ending, told.result]).toEqual(['success', 'one right result']);
    expect(told.story.elapsedMs).toBe(3_601_000);
  });
});

describe('an outage', () => {
  it('of reads for a while is sat out, with waits that can be seen', async () => {
    const told = await tell('publish_release', {
      script:
        (story) =>
        ({ nature }) =>
          nature === 'read' && story.elapsedMs < 600_000 ? down : null,
    });
    expect([told.ending, told.result]).toEqual(['success', 'one right result']);
    const waits = told.story.progress.filter((event) => event.kind === 'waiting');
    expect(waits.length).toBeGreaterThan(1);
    expect(waits.every((event) => event.cause === 'backoff')).toBe(true);
  });
});

describe('a clock', () => {
  it('that went back an hour over a restart makes nobody wait that long', async () => {
    const story = new PublisherStory('publish_release');
    let writes = 0;
    story.github.beforeCall = ({ nature }) => {
      writes += nature === 'write' ? 1 : 0;
      if (writes > 3) throw new Error('killed');
    };
    await story.publish();
    story.github.beforeCall = () => {};
    story.clock.advance(-hourMs);
    const beganMs = story.elapsedMs;
    const [outcome] = await story.publisher('second').resume();
    expect([outcome?.status, rightResult(story)]).toEqual(['success', 'one right result']);
    expect(story.elapsedMs - beganMs).toBeLessThan(hourMs / 4);
  });
});

describe('a clock that went back while clearing up', () => {
  it.each(['deleteRelease', 'release'])(
    'at %s makes nobody wait that long either',
    async (call) => {
      const story = new PublisherStory('publish_release');
      story.github.state.digestShown = () => null;
      let killed = false;
      story.github.afterCall = ({ name }) => {
        killed ||= name === call;
        if (killed) throw new Error('killed');
      };
      await story.publish();
      story.github.afterCall = () => {};
      story.clock.advance(-hourMs);
      const beganMs = story.elapsedMs;
      const [outcome] = await story.publisher('second').resume();
      expect(outcome?.refusals.map(({ code }) => code)).toEqual(['github.asset_digest_missing']);
      expect(story.github.state.releases.size).toBe(0);
      expect(story.elapsedMs - beganMs).toBeLessThan(hourMs / 4);
    },
  );
});

describe('leases', () => {
  it('a process that lost its lease writes nothing more and says what the other achieved', async () => {
    const story = new PublisherStory('tag_repo');
    let overtaken = false;
    story.github.beforeCall = ({ name }) => {
      if (name !== 'createRef' || overtaken) return;
      overtaken = true;
      story.clock.advance(10 * hourMs);
    };
    const slow = story.publish(story.publisher('slow'));
    const quick = story.publisher('quick').resume();
    const [outcome] = await Promise.all([slow, quick]);
    expect([outcome.status, rightResult(story)]).toEqual(['success', 'one right result']);
    expect(story.events.filter((event) => event === 'operation.settled')).toHaveLength(1);
  });

  it('a write under a stale lease is refused by the store, and the process stops silently', async () => {
    const story = new PublisherStory('tag_repo');
    let stale = false;
    const store: PublisherStore = {
      transaction: (work) => {
        if (!stale && story.github.writes.length === 1) {
          stale = true;
          return Promise.reject(new StaleLeaseError('taken over'));
        }
        return story.store.transaction(work);
      },
    };
    const outcome = await story.publish(story.publisher('first', store));
    expect(outcome.status).toBe('success');
    expect(story.progress.some((event) => event.kind === 'fault')).toBe(false);
  });
});

describe('waits', () => {
  it('for a limit survive a restart and hold for every process', async () => {
    const story = new PublisherStory('tag_repo');
    const until = instantFromMs(instantToMs(sampleNow) + 300_000);
    await story.store.transaction((tx) =>
      tx.saveRateLimitState('github.example/1001', {
        blockedUntil: until,
        cause: 'secondary',
        strikes: 2,
        writtenAtMs: [],
      }),
    );
    const outcome = await story.publish(story.publisher('fresh'));
    expect(outcome.status).toBe('success');
    expect(story.elapsedMs).toBe(300_000);
    expect(story.github.calls.every(({ atMs }) => atMs >= instantToMs(until))).toBe(true);
  });

  it('show in the status of an operation', async () => {
    const story = new PublisherStory('tag_repo');
    const seen: unknown[] = [];
    const publisher = story.publisher();
    story.github.script = onCall('createRef', { kind: 'lost', applied: false });
    const sleep = story.clock.sleep.bind(story.clock);
    story.clock.sleep = async (ms) => {
      const view = await publisher.status(story.operation.operationId);
      if (view !== null && view.waiting !== null)
        seen.push([view.waiting.step, view.waiting.cause]);
      return sleep(ms);
    };
    await story.publish(publisher);
    expect(seen[0]).toEqual(['tag_ref', 'quarantine']);
    const view = await publisher.status(story.operation.operationId);
    expect(view?.outcome?.status).toBe('success');
    expect(view?.steps).toMatchObject([
      { step: 'tag_object', attempts: 1 },
      { step: 'tag_ref', attempts: 2, event: 'answered' },
    ]);
  });
});
