// SPDX-License-Identifier: Apache-2.0
// Goal: a reconciliation tells what can be told by now. Where people have to decide it creates
// nothing, however often it is asked.
import { operationIds } from '@marketops/core';
import { samplePublishRelease, sampleTagRepo } from '@marketops/testkit';
import { describe, expect, it } from 'vitest';
import { PublisherStory } from '../story/publisher-story.ts';
import { rightResult } from '../story/right-result.ts';
import { onCall, tell } from '../story/tell.ts';

describe('reconciling', () => {
  it('a tag that somebody moved leaves it unknown and sends nothing, until it is back', async () => {
    const { story, ending } = await tell('tag_repo', {
      before: (begun) => {
        begun.github.afterCall = ({ name }) => {
          if (name !== 'createRef') return;
          const { targetCommit } = samplePublishRelease().tag;
          begun.github.state.refs.set('refs/tags/v1.2.0', targetCommit);
        };
      },
    });
    expect(ending).toBe('outcome_unknown operation.tampered github.tag_conflict');
    story.github.afterCall = () => {};
    const writes = story.github.writes.length;
    const publisher = story.publisher();
    const { operationId } = story.operation;
    expect((await publisher.reconcile(operationId))?.status).toBe('outcome_unknown');
    story.github.state.refs.set('refs/tags/v1.2.0', sampleTagRepo().tag.oid);
    expect((await publisher.reconcile(operationId))?.status).toBe('success');
    expect(story.github.writes).toHaveLength(writes);
    expect(story.events.at(-1)).toBe('operation.reconciled');
  });

  it('an operation that GitHub kept out of sight goes on where it stopped', async () => {
    const story = new PublisherStory('publish_release', { effectDeadlineMs: 60_000 });
    story.github.script = ({ name, nature }) => {
      if (name === 'updateRelease') return { kind: 'lost', applied: false };
      const down = nature === 'read' && story.github.writes.length > 5;
      return down ? { kind: 'answer', applied: false, failure: { status: 503 } } : null;
    };
    expect((await story.publish()).refusals[0]?.code).toBe('operation.unobservable');
    story.github.script = () => null;
    const [outcome] = await story.publisher('second').reconcileUnknown();
    expect([outcome?.status, rightResult(story)]).toEqual(['success', 'one right result']);
  });

  it('while GitHub is still down changes nothing and returns', async () => {
    const story = new PublisherStory('tag_repo', { effectDeadlineMs: 60_000 });
    story.github.script = ({ name, nature }) => {
      if (name === 'createRef') return { kind: 'lost', applied: true };
      const down = nature === 'read' && story.github.writes.length > 1;
      return down ? { kind: 'answer', applied: false, failure: { status: 503 } } : null;
    };
    await story.publish();
    const records = story.events.length;
    const outcome = await story.publisher().reconcile(story.operation.operationId);
    expect(outcome?.status).toBe('outcome_unknown');
    expect(story.events).toHaveLength(records);
  });

  it('by a process that slept over its look looks again', async () => {
    const story = new PublisherStory('tag_repo');
    const tag = 'refs/tags/v1.2.0';
    story.github.afterCall = ({ name }) => {
      if (name === 'createRef') story.github.state.refs.delete(tag);
    };
    expect((await story.publish()).status).toBe('outcome_unknown');
    story.github.state.refs.set(tag, sampleTagRepo().tag.oid);
    let slept = false;
    story.github.onTheWay = async ({ name }) => {
      if (slept || name !== 'ref') return;
      slept = true;
      story.clock.advance(3_600_000);
    };
    const outcome = await story.publisher().reconcile(story.operation.operationId);
    expect([slept, outcome?.status, outcome?.refusals]).toEqual([true, 'success', []]);
  });

  it('a settled operation tells its outcome again, and an unknown id tells nothing', async () => {
    const { story, outcome } = await tell('tag_repo', {
      script: () => onCall('none', { kind: 'twice' }),
    });
    const publisher = story.publisher();
    expect(await publisher.reconcile(story.operation.operationId)).toEqual(outcome);
    const nobody = operationIds.from(new Uint8Array(16).fill(77));
    expect(await publisher.reconcile(nobody)).toBeNull();
    expect(await publisher.status(nobody)).toBeNull();
  });
});
